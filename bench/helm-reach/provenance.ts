import { type Assignment, noAssignment } from '../../src/helm/reach/assignment.ts';
import type { LookUp } from '../../src/helm/reach/evaluate.ts';
import type { Formula } from '../../src/helm/reach/formula.ts';
import { solve } from '../../src/helm/reach/solve.ts';
import { rootKey, type ValueKey } from '../../src/helm/values/value-key.ts';
import { parseReference } from '../../src/image/index.ts';
import type { ChartPiece } from '../../src/sources/helm/chart-analysis.ts';
import type { GatheredImage } from '../../src/sources/helm/gather.ts';
import type { Analysed } from './analysed.ts';
import type { Check, Outcome } from './outcomes.ts';
import type { Render } from './renders.ts';
import { assignmentText, difference } from './sets.ts';

type Changed = 'repository' | 'registry' | 'tag';

/** Whether setting the key of a piece changes the images that have it, as it should, and nothing else. Each key is tried once. */
export function checkKeys(analysed: Analysed, what: Changed, render: Render): readonly Check[] {
  const tried = new Set<string>();
  const checks: Check[] = [];
  for (const gathered of analysed.images) {
    for (const piece of gathered.image.pieces) {
      const { key } = piece;
      if (key === undefined || !isTried(piece, what) || tried.has(key)) continue;
      tried.add(key);
      const check = checkKey(key, gathered, what, analysed, render);
      if (check !== undefined) checks.push(check);
    }
  }
  return checks;
}

function isTried({ role }: ChartPiece, what: Changed): boolean {
  return role === what || (role === 'reference' && what === 'repository');
}

function checkKey(
  text: string,
  { image, condition, first }: GatheredImage,
  what: Changed,
  { images, exploration }: Analysed,
  render: Render,
): Check | undefined {
  const world = bases(first.rendering.assignment, condition, exploration.lookUp).find((each) => {
    const rendered = render(each);
    return rendered.ok && rendered.value.includes(image.value);
  });
  const before = world === undefined ? undefined : render(world);
  if (world === undefined || before?.ok !== true) return undefined;
  const key = keyOf(text);
  const piece = image.pieces.find((each) => each.key === text && isTried(each, what));
  if (piece === undefined) return undefined;
  const set = changedValue(key, piece, exploration.lookUp);
  const assignment = withValue(world, text, key, set);
  let rendered = render(assignment);
  if (!rendered.ok && rendered.error.includes('allowInsecureImages'))
    rendered = render(withValue(assignment, insecure, keyOf(insecure), true));
  const check = (outcome: Outcome, detail: string): Check => ({
    what,
    outcome,
    image: image.value,
    reach: image.reach,
    tested: text,
    set: `${text}=${set} ${assignmentText(world)}`,
    detail,
  });
  if (!rendered.ok) return check('refused', rendered.error);
  const gone = difference(before.value, rendered.value);
  const come = difference(rendered.value, before.value);
  const detail = `- ${gone.join(' ')} + ${come.join(' ')}`;
  const expected = new Map<string, string>();
  const free = new Set<string>();
  for (const { image: other } of images) {
    const pieces = other.pieces.filter((each) => each.key === text);
    if (pieces.length === 0) free.add(other.value);
    else expected.set(other.value, changedImage(other.value, other.pieces, text));
  }
  if (gone.length === 0) return check('wrong', 'nothing changes');
  const alien = gone.filter((each) => !expected.has(each));
  if (alien.length > 0) return check('wrong', `others change: ${detail}`);
  const left = rendered.value.filter((each) => expected.has(each) && !free.has(each));
  if (left.length > 0) return check('wrong', `left as they were: ${left.join(' ')} of ${detail}`);
  const wanted = gone.map((each) => expected.get(each) ?? '').sort();
  if (wanted.join() !== [...come].sort().join()) return check('wrong', `not as expected: ${detail}`);
  return check('holds', '');
}

/** What an image can be rendered with: all that was set where it was met, or the least. */
function bases(world: Assignment, condition: Formula, lookUp: LookUp): readonly Assignment[] {
  const least = solve(condition, true, noAssignment, { lookUp, alternatives: () => [] });
  return least === undefined ? [world] : [least, world];
}

/** Asked for by charts of Bitnami that are given images of others. */
const insecure = 'global.security.allowInsecureImages';

function withValue(
  { values, apis }: Assignment,
  text: string,
  key: ValueKey,
  value: string | boolean,
): Assignment {
  const assigned =
    typeof value === 'string' ? ({ kind: 'string', value } as const) : ({ kind: 'bool', value } as const);
  return { apis, values: new Map(values).set(text, { key, value: assigned }) };
}

/** The whole text of the key, with the part that is of the piece changed. */
function changedValue(key: ValueKey, piece: ChartPiece, lookUp: LookUp): string {
  const current = lookUp(key);
  const now = current?.kind === 'string' ? current.value : '';
  const changed = changedPiece(piece);
  return now.includes(piece.value) ? now.replace(piece.value, () => changed) : changed;
}

/** Another name of the same form; the registry, tag and digest that it holds stay. */
function changedPiece({ role, value }: ChartPiece): string {
  if (role === 'tag') return 'x-changed';
  if (role === 'registry') return 'x-changed.example';
  const parsed = parseReference(value);
  if (!parsed.ok) return `x-changed/${value.slice(value.lastIndexOf('/') + 1)}`;
  const { start, end } = parsed.value.parts.repository;
  const name = value.slice(start, end);
  return `${value.slice(0, start)}x-changed/${name.slice(name.lastIndexOf('/') + 1)}${value.slice(end)}`;
}

function changedImage(image: string, pieces: readonly ChartPiece[], key: string): string {
  let at = 0;
  let made = '';
  for (const piece of pieces) {
    const found = image.indexOf(piece.value, at);
    if (found === -1) continue;
    made += image.slice(at, found) + (piece.key === key ? changedPiece(piece) : piece.value);
    at = found + piece.value.length;
  }
  return made + image.slice(at);
}

/** The key that a text names, as `keyText` writes it. */
function keyOf(text: string): ValueKey {
  let key: ValueKey = rootKey;
  for (const [, index, name = ''] of text.matchAll(/\[(\d+)\]|\.?((?:\\.|[^.\\[])+)/g)) {
    const own = index === undefined ? name.replace(/\\(.)/g, '$1') : Number(index);
    key = { parent: key, key: own };
  }
  return key;
}

import type { CacheRule } from '../../cache/index.ts';
import { formatReference, repositoryName } from '../../image/index.ts';
import { printable } from '../../report/index.ts';
import type { ChangedUse, LeftUse } from '../../rewrite/in-place.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { untold } from '../untold.ts';

type Place = Pick<ImageUse, 'file' | 'line' | 'column'>;

/** One line for each reference that changes: `file:line:column: old -> new`. */
export function printChanges(changed: readonly ChangedUse[]): void {
  for (const { use, now } of inOrder(changed)) {
    process.stdout.write(`${printable(`${placeOf(use)}: ${use.value} -> ${formatReference(now)}`)}\n`);
  }
}

/** One line for each reference that should change and does not, with the reason. */
export function explainLeft(left: readonly LeftUse[], warn: (message: string) => void): void {
  for (const { use, reason, unsafe } of inOrder(left)) {
    const advice = unsafe === true ? '; --unsafe changes it' : '';
    warn(`${placeOf(use)}: ${use.value} is left: ${reason}${advice}`);
  }
}

/** One line for each image that cannot be told from a text: nothing was decided about it. */
export function explainEachUntold(
  unresolved: readonly UnresolvedUse[],
  warn: (message: string) => void,
): void {
  for (const { use } of inOrder(untold(unresolved).map((each) => ({ use: each }))))
    warn(`${placeOf(use)}: ${use.raw} is left: ${use.reason}`);
}

/** Images that are left for good reason are nothing to do. */
export function isOpen({ code }: LeftUse): boolean {
  return code !== 'uncertain' && code !== 'selector';
}

export function explainMissingRules(missing: readonly CacheRule[], warn: (message: string) => void): void {
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).sort();
  warn(
    `create these cache rules before deploying (\`pullthrough rules\` prints the script), or use --existing-rules: ${names.join(', ')}`,
  );
}

/** Policies and allow-lists that name what was rewritten: whoever checks images by them has to know the new names. */
export function explainMentions(
  mentions: readonly (ImageUse | UnresolvedUse)[],
  changed: readonly ChangedUse[],
  warn: (message: string) => void,
): void {
  const names = new Map(changed.map(({ use, now }) => [repositoryName(use.reference), repositoryName(now)]));
  for (const mention of inOrder(mentions.map((use) => ({ use })))) {
    const { use } = mention;
    if (use.purpose !== 'mention') continue;
    const affected = [...names].find(([old]) => isNamedBy(use, old));
    if (affected === undefined) continue;
    warn(
      `${placeOf(use)}: ${use.value} names ${affected[0]}, which is ${affected[1]} now: does it admit that?`,
    );
  }
}

/** Whether a policy's pattern or image is about a name: the same name, or a pattern that begins like it. */
function isNamedBy(use: ImageUse | UnresolvedUse, name: string): boolean {
  if ('reference' in use) return repositoryName(use.reference) === name;
  const fixed = use.value.replace(/^!?\s*/, '').split(/[*?|]/, 1)[0] ?? '';
  const isPattern = fixed !== use.value;
  return isPattern && fixed.includes('.') && fixed !== '' && name.startsWith(fixed.replace(/:$/, ''));
}

function inOrder<Item extends { readonly use: Place }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => {
    if (a.use.file !== b.use.file) return a.use.file < b.use.file ? -1 : 1;
    return a.use.line - b.use.line || a.use.column - b.use.column;
  });
}

function placeOf({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

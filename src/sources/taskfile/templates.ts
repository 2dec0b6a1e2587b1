import type { SourceText } from '../../text/source-text.ts';
import {
  type Choice,
  type ExpressionPlace,
  expand,
  fieldAt,
  type Language,
  literal,
  type Placeholder,
  partOf,
  type Spot,
  textAt,
  through,
  writtenAt,
} from '../ci/index.ts';
import type { UnresolvedReason } from '../image-use.ts';

/** Variables name variables, and one can name itself. */
const DEEPEST = 8;

/** The template actions of a text, in one pass. */
export function findActions(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  for (let start = text.indexOf('{{'); start !== -1; ) {
    const end = text.indexOf('}}', start);
    if (end === -1) break;
    found.push({ start, end: end + 2, expression: text.slice(start + 2, end) });
    start = text.indexOf('{{', end);
  }
  return found;
}

/** `.NAME`, also with `| default "text"` behind it. */
const VARIABLE = /^-?\s*\.([A-Za-z_]\w*)\s*(?:\|\s*default\s+(?:"([^"\\]*)"|'([^'\\]*)'|`([^`]*)`)\s*)?-?$/;

/** What `vars` and `env` of the task, and then of the file, make of template actions. */
export function languageOf(source: SourceText, owners: readonly Spot[], depth = 0): Language {
  return {
    find: findActions,
    lookUp: (expression, place) => lookUp(expression, place, source, owners, depth),
  };
}

function lookUp(
  expression: string,
  { text, start }: ExpressionPlace,
  source: SourceText,
  owners: readonly Spot[],
  depth: number,
): readonly Choice[] | UnresolvedReason {
  const match = VARIABLE.exec(expression);
  if (match === null) return { code: 'template', reason: 'a template action stands in it' };
  const name = match[1] ?? '';
  const values = depth > DEEPEST ? [] : valuesOf(name, source, owners, depth);
  if (values.length > 0) return values.map((choice) => through(choice, name));
  const fallback = match[2] ?? match[3] ?? match[4];
  if (fallback === undefined) return { code: 'variable', reason: `variable ${name} has no value here` };
  const at = start + 2 + expression.lastIndexOf(fallback);
  return [literal(partOf(text, at, at + fallback.length))];
}

function valuesOf(
  name: string,
  source: SourceText,
  owners: readonly Spot[],
  depth: number,
): readonly Choice[] {
  for (const [index, owner] of owners.entries()) {
    for (const key of ['vars', 'env']) {
      const value = fieldAt(owner, key, name);
      if (textAt(value) === undefined) continue;
      const written = writtenAt(value, source);
      if (written === undefined) continue;
      // `X: '{{.X | default "y"}}'`: the X in it is that of the file, or of who calls the task.
      const own = written.value.includes(`.${name}`) ? owners.slice(index + 1) : owners;
      return expand(written, languageOf(source, own, depth + 1));
    }
  }
  return [];
}

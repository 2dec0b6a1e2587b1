import { append } from '../../append.ts';
import {
  literalOf,
  partsFrom,
  type ShellCommand,
  type ShellWord,
  shapeOf,
} from '../../formats/shell/index.ts';
import { placeAt } from '../joined-text.ts';
import type { TextValue } from '../text-values.ts';
import { assignedImages } from './assigned-image.ts';
import type { CommandImage } from './command-image.ts';
import { pathIn } from './script.ts';
import { assign, itemsOf, type Scope, valuesOf } from './variables.ts';

const declaring: ReadonlySet<string> = new Set(['export', 'local', 'declare', 'readonly', 'typeset']);

/** Takes over what a command assigns to variables; gives the images among it. */
export function readAssignments(
  scope: Scope,
  { assignments, words, conditional }: ShellCommand,
): readonly CommandImage[] {
  const { text } = scope.source;
  const images: CommandImage[] = [];
  const set = (name: string, value: ShellWord): void => {
    const values = valuesOf(scope, value);
    append(images, assignedOf(scope, name, value, values));
    assign(scope.set, name, values, conditional);
  };
  for (const { name, value, items } of assignments) {
    if (items === undefined) set(name, value);
    else {
      for (const item of items) append(images, assignedOf(scope, name, item, valuesOf(scope, item)));
      assign(scope.lists, name, itemsOf(scope, items), conditional);
    }
  }
  const [first, ...rest] = words;
  if (first === undefined || !declaring.has(literalOf(text, first) ?? '')) return images;
  for (const word of rest) {
    const name = /^([A-Za-z_]\w*)=/.exec(shapeOf(text, word))?.[1];
    if (name !== undefined) set(name, partsFrom(word, name.length + 1));
  }
  return images;
}

function assignedOf(
  scope: Scope,
  name: string,
  { parts }: ShellWord,
  values: readonly TextValue[],
): readonly CommandImage[] {
  const { script, source } = scope;
  const [first] = parts;
  const span =
    first && placeAt(source, { start: first.start, end: parts.at(-1)?.end ?? first.end }, script.file);
  if (span === undefined) return [];
  return assignedImages({ name, values, file: script.file, span, path: pathIn(script, name) });
}

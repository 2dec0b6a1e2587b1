import type { SourceText } from '../../text/source-text.ts';
import {
  type Choice,
  entriesAt,
  fieldAt,
  itemsAt,
  type Language,
  literal,
  type Placeholder,
  type Spot,
  textAt,
  through,
  writtenAt,
} from '../ci/index.ts';

const VARIABLE = /\$\{([A-Za-z_]\w*)[^}\n]*\}/g;

function findVariables(text: string): readonly Placeholder[] {
  return [...text.matchAll(VARIABLE)]
    .filter(({ index }) => text[index - 1] !== '$')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, expression: match[0] }));
}

interface World {
  readonly language: Language;
  readonly when: string | undefined;
}

/**
 * What variables are worth in a pipeline: those of its `matrix`, of which each axis has several values; the maps of
 * `include` are complete, and each of them is a pipeline of its own.
 */
export function languageOf(root: Spot, source: SourceText): readonly World[] {
  const matrix = fieldAt(root, 'matrix');
  const included = [...itemsAt(fieldAt(matrix, 'include')), ...itemsAt(matrix)];
  if (included.length > 0)
    return included.map((world) => ({ language: variablesOf(axesOf(world, source)), when: undefined }));
  return [{ language: variablesOf(axesOf(matrix, source)), when: undefined }];
}

function axesOf(map: Spot | undefined, source: SourceText): ReadonlyMap<string, readonly Choice[]> {
  const axes = new Map<string, readonly Choice[]>();
  for (const { key, value } of entriesAt(map)) {
    const values = textAt(value) === undefined ? itemsAt(value) : [value];
    const choices = values.flatMap((item) => {
      const text = writtenAt(item, source);
      return text === undefined ? [] : [through(literal(text), key)];
    });
    if (choices.length > 0) axes.set(key, choices);
  }
  return axes;
}

function variablesOf(axes: ReadonlyMap<string, readonly Choice[]>): Language {
  return {
    find: findVariables,
    lookUp: (expression) => {
      const name = /\w+/.exec(expression)?.[0] ?? '';
      // What an operator makes of a value is left to the server.
      const known = expression === `\${${name}}` ? axes.get(name) : undefined;
      return known ?? { code: 'variable', reason: `variable ${name} has no value here` };
    },
  };
}

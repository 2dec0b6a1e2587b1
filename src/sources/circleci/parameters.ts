import type { SourceText } from '../../text/source-text.ts';
import {
  type Choice,
  entriesAt,
  expand,
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
import { textOf } from '../pieces.ts';

/** A value that something gives to a parameter, and the language that it is written in. */
export interface Given {
  readonly value: Spot;
  readonly language: Language;
}

/** What is given to each parameter where a job, an executor or a command is used; one entry for each use. */
export type Uses = readonly ReadonlyMap<string, readonly Given[]>[];

const EXPRESSION = /<<\s*([\w.-]+)\s*>>/g;

/** `<< parameters.tag >>`; a `\<<` is none. */
export function findExpressions(text: string): readonly Placeholder[] {
  if (!text.includes('<<')) return [];
  return [...text.matchAll(EXPRESSION)]
    .filter(({ index }) => text[index - 1] !== '\\')
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      expression: match[1] ?? '',
    }));
}

/** What `parameters.x` and `pipeline.parameters.x` are within something that declares parameters. */
export function languageOf(
  source: SourceText,
  declared: Spot | undefined,
  uses: Uses,
  outer: Outer,
): Language {
  return {
    find: findExpressions,
    lookUp: (expression) => {
      const [scope, name] = split(expression);
      if (scope === 'parameters') {
        return valuesOf(source, fieldAt(declared, name), name, uses) ?? none(expression);
      }
      if (scope === 'pipeline.parameters') {
        return valuesOf(source, fieldAt(outer.pipeline, name), name, []) ?? none(expression);
      }
      return { code: 'variable', reason: `${expression} is known only when the pipeline runs` };
    },
  };
}

/** What is known outside of the jobs: the parameters of the pipeline. */
export interface Outer {
  readonly pipeline: Spot | undefined;
}

function none(expression: string) {
  return { code: 'variable', reason: `${expression} has no value here` } as const;
}

function split(expression: string): readonly [scope: string, name: string] {
  const dot = expression.lastIndexOf('.');
  return [expression.slice(0, dot), expression.slice(dot + 1)];
}

/**
 * The values of a parameter: those that its uses give it, its default where one gives none, and what else its `enum`
 * allows. Undefined where there is none.
 */
function valuesOf(
  source: SourceText,
  parameter: Spot | undefined,
  name: string,
  uses: Uses,
): readonly Choice[] | undefined {
  const fallback = writtenAt(fieldAt(parameter, 'default'), source);
  const choices: Choice[] = [];
  const add = (all: readonly Choice[], when?: string): void => {
    for (const choice of all) choices.push(through(choice, name, when));
  };
  let defaulted = uses.length === 0;
  for (const use of uses) {
    const given = use.get(name);
    if (given === undefined) defaulted = true;
    for (const { value, language } of given ?? []) {
      const text = writtenAt(value, source);
      if (text !== undefined) add(expand(text, language));
    }
  }
  if (defaulted && fallback !== undefined) add([literal(fallback)]);
  for (const item of itemsAt(fieldAt(parameter, 'enum'))) {
    const text = writtenAt(item, source);
    if (text !== undefined) add([literal(text)], `${name} = ${text.value}`);
  }
  return choices.length === 0 ? undefined : distinct(choices);
}

/** Of the choices with the same text the first. */
function distinct(choices: readonly Choice[]): readonly Choice[] {
  const byText = new Map<string, Choice>();
  for (const choice of choices) {
    const text = textOf(choice.fragments);
    if (!byText.has(text)) byText.set(text, choice);
  }
  return [...byText.values()];
}

/** What a map gives to parameters, that of a `matrix` among it. */
export function givenBy(map: Spot, language: Language): ReadonlyMap<string, readonly Given[]> {
  const given = new Map<string, readonly Given[]>();
  for (const { key, value } of entriesAt(map)) {
    if (textAt(value) !== undefined) given.set(key, [{ value, language }]);
  }
  for (const { key, value } of entriesAt(fieldAt(map, 'matrix', 'parameters'))) {
    given.set(
      key,
      itemsAt(value).map((item) => ({ value: item, language })),
    );
  }
  return given;
}

import {
  builtText,
  type EscapeCharacter,
  expandWord,
  outsideText,
  type Scope,
  type Word,
} from '../../../src/formats/dockerfile/index.ts';

/** A word that stands at the beginning of a file. */
export function wordOf(text: string): Word {
  const length = text.length;
  return {
    text,
    span: { start: 0, end: length },
    runs: length === 0 ? [] : [{ offset: 0, start: 0, length }],
  };
}

/** What the build sees; null where the word is an error. */
export function expandText(
  text: string,
  variables: Readonly<Record<string, string>>,
  escapeCharacter: EscapeCharacter = '\\',
): string | null | undefined {
  const scope: Scope = (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? { kind: 'unset' } : { kind: 'value', value: outsideText(value), origin: [] };
  };
  const expanded = expandWord(wordOf(text), escapeCharacter, scope);
  return expanded.ok ? builtText(expanded.value.value) : null;
}

import {
  type Binding,
  type Dockerfile,
  expandWord,
  outsideText,
  type Scope,
  subWord,
  type Value,
  type Word,
  wordValue,
} from '../../formats/dockerfile/index.ts';
import type { Problem } from '../source.ts';
import { templateMark } from './template-marks.ts';

/** The builder gives these their values when it runs (BuildKit, `dockerfile2llb/platform.go`, `defaultArgs`). */
const setByBuilder: readonly string[] = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

export interface GlobalArgs {
  readonly scope: Scope;
  /** Names that an ARG inside a stage declares: FROM does not see them. */
  readonly stageArgs: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * The variables that FROM sees: the ARGs before the first FROM, each of which sees the ones before it. A given build
 * argument replaces the default of an ARG that declares it (BuildKit, `convert.go`, `buildMetaArgs`).
 */
export function globalArgs(
  file: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
  placed: ReadonlyMap<string, Value>,
): GlobalArgs {
  const given = (name: string): Binding | undefined => {
    const text = Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
    const value = text === undefined ? placed.get(name) : outsideText(text);
    return value === undefined ? undefined : { kind: 'value', value, origin: [] };
  };
  const bindings = new Map<string, Binding>();
  for (const name of setByBuilder) bindings.set(name, given(name) ?? { kind: 'later' });
  const scope: Scope = (name) => bindings.get(name) ?? { kind: 'undeclared' };

  const problems: Problem[] = [];
  const stageArgs = new Set<string>();
  let global = true;
  for (const { name: keyword, words, rest } of file.instructions) {
    if (keyword === 'from') global = false;
    if (keyword !== 'arg') continue;
    if (global && words.length === 0) problems.push({ span: rest.span, message: 'ARG names no variable' });
    for (const word of words) {
      const { name, value } = splitAssignment(word);
      if (!global) stageArgs.add(name);
      else if (name === '') problems.push({ span: word.span, message: 'ARG assigns to no name' });
      else bind(name, value, word);
    }
  }
  return { scope, stageArgs, problems };

  function bind(name: string, value: Word | undefined, word: Word): void {
    const replaced = given(name);
    if (replaced !== undefined) bindings.set(name, replaced);
    else if (value === undefined) {
      if (!bindings.has(name)) bindings.set(name, { kind: 'unset' });
    } else {
      const expanded = expandWord(value, file.escapeCharacter, scope);
      if (expanded.ok) bindings.set(name, { kind: 'value', ...expanded.value });
      else {
        // Too long for a reference, or to be filled in by a generator: nothing is wrong with it as it stands.
        const stands = expanded.error.code === 'too-long' || templateMark(value.text) !== undefined;
        bindings.set(
          name,
          stands ? { kind: 'value', value: wordValue(value), origin: [] } : { kind: 'unset' },
        );
        if (stands) return;
        const message = `the default of ARG ${name} cannot be read: ${expanded.error.message}`;
        problems.push({ span: word.span, message });
      }
    }
  }
}

function splitAssignment(word: Word): { readonly name: string; readonly value: Word | undefined } {
  const equals = word.text.indexOf('=');
  return equals === -1
    ? { name: word.text, value: undefined }
    : { name: word.text.slice(0, equals), value: subWord(word, equals + 1, word.text.length) };
}

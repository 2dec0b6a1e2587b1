import type { ShellPart, ShellVariable, ShellWord } from '../../formats/shell/index.ts';
import { type JoinedText, piecesAt, placeAt } from '../joined-text.ts';
import { joined, type TextValue, unknownValue, usedBy } from '../text-values.ts';
import type { Script } from './script.ts';

/** What the variables of a script are known to be, as far as it has been read. */
export interface Scope {
  readonly script: Script;
  readonly source: JoinedText;
  readonly set: Map<string, readonly TextValue[]>;
  readonly lists: Map<string, readonly TextValue[]>;
  /** Where it has gone with `cd`, from where it began. */
  folder: string;
  /** The files whose variables it has taken over. */
  readonly sourced: Set<string>;
}

/** The texts that a word can be. */
export function valuesOf(scope: Scope, { parts }: Pick<ShellWord, 'parts'>): readonly TextValue[] {
  return joined(parts.map((part) => valuesOfPart(scope, part)));
}

/** The texts of the words of a list: each is one, and so is each item of an array. */
export function itemsOf(scope: Scope, words: readonly ShellWord[]): readonly TextValue[] {
  return words.flatMap((word) => {
    const [only] = word.parts;
    const named =
      word.parts.length === 1 && only?.kind === 'variable' ? scope.lists.get(only.name) : undefined;
    return named ?? valuesOf(scope, word);
  });
}

function valuesOfPart(scope: Scope, part: ShellPart): readonly TextValue[] {
  const { script, source } = scope;
  if (part.kind === 'text') return [{ fragments: piecesAt(source, part), origin: [] }];
  const span = placeAt(source, part, script.file);
  const use = span === undefined ? undefined : { file: script.file, span };
  if (part.kind === 'substitution')
    return [unknownValue('what a command prints is known only when it runs', use)];
  const known = part.changed === true ? undefined : valuesOfVariable(scope, part);
  if (known === undefined) {
    const changed =
      part.changed === true && part.name !== '' ? 'is changed by the shell' : 'has no value here';
    return [
      unknownValue(`variable ${part.name} ${changed}`, use, /^[A-Za-z_]/.test(part.name) ? [part.name] : []),
    ];
  }
  return use === undefined ? known : usedBy(known, use, part.name);
}

function valuesOfVariable(scope: Scope, part: ShellVariable): readonly TextValue[] | undefined {
  const { name, fallback, items } = part;
  const known =
    items === true ? scope.lists.get(name) : (scope.set.get(name) ?? scope.script.variable?.(name));
  if (known !== undefined && known.length > 0) return known;
  return fallback === undefined ? undefined : valuesOf(scope, { parts: fallback });
}

/** Sets a variable; what is set under a condition may as well be what it was before. */
export function assign(
  variables: Map<string, readonly TextValue[]>,
  name: string,
  values: readonly TextValue[],
  conditional: boolean,
): void {
  const before = conditional ? (variables.get(name) ?? []) : [];
  variables.set(name, [...before, ...values].slice(0, 64));
}

import { literalOf, type ShellWord } from '../../formats/shell/index.ts';
import { isKnown, knownOf } from '../text-values.ts';
import { type Scope, valuesOf } from './variables.ts';

/** What variables are called that hold the program which runs containers. */
const ENGINE =
  /^(?:(?:sudo_?)?(?:docker|podman|container|oci)_?(?:cmd|bin|cli|exe|engine|runtime|command|run|tool|path)?|engine)$/i;

export function isEngineName(name: string): boolean {
  return ENGINE.test(name);
}

/** The program that a word names: literally, by the value of a variable, or by what a variable is called. */
export function programIn(scope: Scope, word: ShellWord): string | undefined {
  const literal = literalOf(scope.source.text, word);
  const [only] = word.parts;
  if (literal !== undefined || word.parts.length !== 1 || only?.kind !== 'variable') return literal;
  const [value] = valuesOf(scope, word);
  if (value !== undefined && isKnown(value)) return knownOf(value).split(' ').at(-1);
  return ENGINE.test(only.name) ? 'docker' : undefined;
}

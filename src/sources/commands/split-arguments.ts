import { append } from '../../append.ts';
import { partsFrom, type ShellWord, shapeOf } from '../../formats/shell/index.ts';

export interface Option {
  /** Without dashes. */
  readonly name: string;
  /** Undefined for one without a value. */
  readonly value: ShellWord | undefined;
}

export interface Arguments {
  readonly options: readonly Option[];
  readonly positionals: readonly ShellWord[];
}

export interface SplitOptions {
  /** Options that take no value, letters and names. */
  readonly flags: ReadonlySet<string>;
  /** What follows the first argument that is no option belongs to a command of its own. */
  readonly stopsAtFirst?: boolean;
  /** `-name value`, as programs in Go have it. */
  readonly singleDash?: boolean;
}

/** Parts the words of a command as getopt does. Options that are not known to take no value take one. */
export function splitArguments(text: string, words: readonly ShellWord[], how: SplitOptions): Arguments {
  const { flags, stopsAtFirst = false, singleDash = false } = how;
  const options: Option[] = [];
  const positionals: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined) break;
    const shape = shapeOf(text, word);
    if (shape === '--') {
      append(positionals, words.slice(index + 1));
      break;
    }
    if (positionals.length === 0 && holdsOptions(word)) continue;
    if (!shape.startsWith('-') || shape === '-') {
      positionals.push(word);
      if (!stopsAtFirst) continue;
      append(positionals, words.slice(index + 1));
      break;
    }
    const equals = shape.indexOf('=');
    const long = shape.startsWith('--') || singleDash;
    if (long && equals !== -1) {
      options.push({ name: shape.slice(0, equals).replace(/^--?/, ''), value: partsFrom(word, equals + 1) });
      continue;
    }
    const found = long ? { name: shape.replace(/^--?/, ''), value: undefined } : letters(word, shape, flags);
    const takes = found.value === undefined && !flags.has(found.name);
    options.push(takes ? { name: found.name, value: words[index + 1] } : found);
    if (takes) index++;
  }
  return { options, positionals };
}

/** `-it`, `-p80:80`: letters without a value, and the first with one. */
function letters(word: ShellWord, shape: string, flags: ReadonlySet<string>): Option {
  let at = 1;
  while (at < shape.length - 1 && flags.has(shape[at] ?? '')) at++;
  const name = shape[at] ?? '';
  const rest = at + 1 + (shape[at + 1] === '=' ? 1 : 0);
  return { name, value: rest < shape.length ? partsFrom(word, rest) : undefined };
}

const OPTIONS = /opt|arg|flag|param|extra|^[@*]$/i;

/** A variable alone that holds options: `$DOCKER_OPTS`, `"${args[@]}"`. */
function holdsOptions({ parts }: ShellWord): boolean {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'variable' && OPTIONS.test(only.name);
}

export function optionValues({ options }: Arguments, ...names: readonly string[]): readonly ShellWord[] {
  return options.flatMap(({ name, value }) => (value !== undefined && names.includes(name) ? [value] : []));
}

import { type Binding, expandWord, subWord, type Value, type Word } from '../../formats/dockerfile/index.ts';
import { type Fragment, literalFragment, type Unknown } from '../../text/index.ts';

/** What variables can be at a place: one value, or several, of a loop or of the branches of a condition. */
export type Variables = Pick<ReadonlyMap<string, readonly Binding[]>, 'get'>;

/** A word with its variables replaced. */
export interface Expanded {
  readonly value: Value;
  /** Why it ends there, or is not known at all. */
  readonly missing?: Unknown;
  /** The variables that it came from, outermost first. */
  readonly origin: readonly string[];
}

/** More than anybody builds of one line. */
const MOST = 32;

/** What a command prints is known only when it has run. */
const COMMAND = '$(';

/** The texts that a word stands for, one for each combination of what its variables can be. */
export function expansions(word: Word, variables: Variables): readonly Expanded[] {
  const command = word.text.indexOf(COMMAND);
  if (command !== -1) {
    const missing: Unknown = { reason: 'a command gives it when the target is built' };
    return expansions(subWord(word, 0, command), variables).map((before) => ({ missing, ...before }));
  }
  const names = new Set<string>();
  expandWord(word, '\\', (name) => {
    names.add(name);
    return variables.get(name)?.[0] ?? { kind: 'undeclared' };
  });
  return choices([...names], variables).map((choice) => expanded(word, choice));
}

function choices(names: readonly string[], variables: Variables): readonly ReadonlyMap<string, Binding>[] {
  let all: readonly Map<string, Binding>[] = [new Map()];
  for (const name of names) {
    const [first = undeclared, ...others] = variables.get(name) ?? [];
    const more = all
      .flatMap((choice) => others.map((binding) => new Map(choice).set(name, binding)))
      .slice(0, MOST - all.length);
    for (const choice of all) choice.set(name, first);
    all = [...all, ...more];
  }
  return all;
}

const undeclared: Binding = { kind: 'undeclared' };

function expanded(word: Word, choice: ReadonlyMap<string, Binding>): Expanded {
  const result = expandWord(word, '\\', (name) => choice.get(name) ?? { kind: 'undeclared' });
  if (!result.ok) {
    const missing = { code: 'invalid', reason: result.error.message } as const;
    return { value: [], missing, origin: [] };
  }
  const { value, origin } = result.value;
  return { value, origin };
}

/** What a word's value is made of. */
export function fragmentsOf({ value, missing }: Expanded, file: string): readonly Fragment[] {
  const known = value.map((fragment) => fragmentIn(file, fragment));
  return missing === undefined ? known : [...known, { kind: 'hole', unknown: missing, use: undefined }];
}

function fragmentIn(file: string, fragment: Value[number]): Fragment {
  if (fragment.kind === 'text') return literalFragment(fragment.text, file, fragment.span);
  const { name, absence } = fragment;
  const reason =
    absence === 'later'
      ? `variable ${name} gets its value only when the target is built`
      : `variable ${name} has no value here`;
  return { kind: 'hole', unknown: { reason }, use: undefined };
}

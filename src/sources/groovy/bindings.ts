import type { GroovyTokens } from '../../formats/groovy/index.ts';
import { endOfGroup } from '../../formats/groovy/index.ts';
import { expressionFrom, isMark, isWord, type Stretch } from './stretch.ts';

/** One of the values of a name. */
export interface Binding {
  readonly value: Stretch;
  /** When the name has it, in words; absent where nothing has to be changed. */
  readonly when?: string;
}

/** The values that a file gives to names: variables, `environment`, parameters, axes of a matrix. */
export type Bindings = ReadonlyMap<string, readonly Binding[]>;

/** More assignments than anybody makes to one name. */
const MOST = 16;

export function bindingsOf(tokens: GroovyTokens): Bindings {
  const bindings = new Map<string, Binding[]>();
  const add = (name: string, binding: Binding): void => {
    const known = bindings.get(name);
    if (known === undefined) bindings.set(name, [binding]);
    else if (known.length < MOST) known.push(binding);
  };
  for (let index = 0; index < tokens.list.length; index++) {
    const token = tokens.list[index];
    if (token?.kind !== 'word') continue;
    if (isParameter(token.text) && isMark(tokens.list[index + 1], '(')) {
      readParameter(tokens, index + 1, token.text, add);
    } else if (token.text === 'axis' && isMark(tokens.list[index + 1], '{')) readAxis(tokens, index + 1, add);
    else if (isAssignment(tokens, index)) {
      add(token.text, { value: expressionFrom(tokens, index + 2, tokens.list.length) });
    }
  }
  return bindings;
}

/** `NAME = …`, also `env.NAME = …`; not `==`, `=~`. */
function isAssignment({ list }: GroovyTokens, index: number): boolean {
  if (!isMark(list[index + 1], '=')) return false;
  const next = list[index + 2];
  return !isMark(next, '=') && !isMark(next, '~');
}

function isParameter(word: string): boolean {
  return word === 'string' || word === 'choice' || word === 'stringParam' || word === 'choiceParam';
}

type Add = (name: string, binding: Binding) => void;

/** `string(name: 'X', defaultValue: 'y')`, `choice(name: 'X', choices: ['y', 'z'])`. */
function readParameter(tokens: GroovyTokens, open: number, kind: string, add: Add): void {
  const end = endOfGroup(tokens, open);
  const named = argumentsOf(tokens, open, end);
  const name = wordOf(named.get('name'));
  const fallback = named.get('defaultValue') ?? named.get('value');
  if (name === undefined) return;
  if (kind.startsWith('string')) {
    if (fallback !== undefined) add(name, { value: fallback });
    return;
  }
  const choices = named.get('choices');
  if (choices === undefined) return;
  for (const [index, value] of itemsOf(choices).entries()) {
    const text = wordOf(value);
    add(name, index === 0 || text === undefined ? { value } : { value, when: `params.${name} = ${text}` });
  }
}

/** `axis { name 'X'; values 'a', 'b' }`: each value is a run of its own. */
function readAxis(tokens: GroovyTokens, open: number, add: Add): void {
  const end = endOfGroup(tokens, open);
  let name: string | undefined;
  for (let index = open + 1; index < end; index++) {
    if (isWord(tokens.list[index], 'name')) name = wordOf(expressionFrom(tokens, index + 1, end));
    if (!isWord(tokens.list[index], 'values') || name === undefined) continue;
    for (const value of commaSeparated(tokens, index + 1, end)) add(name, { value });
    return;
  }
}

/** The named arguments between two brackets. */
export function argumentsOf(tokens: GroovyTokens, open: number, end: number): ReadonlyMap<string, Stretch> {
  const named = new Map<string, Stretch>();
  let index = open + 1;
  while (index < end) {
    const token = tokens.list[index];
    const key = token?.kind === 'string' ? wordOf({ tokens, start: index, end: index + 1 }) : undefined;
    const name = token?.kind === 'word' ? token.text : key;
    if (name !== undefined && isMark(tokens.list[index + 1], ':')) {
      const value = expressionFrom(tokens, index + 2, end);
      if (!named.has(name)) named.set(name, value);
      index = Math.max(value.end, index + 2);
    } else if (token?.kind === 'mark' && /^[([{]$/.test(token.text)) index = endOfGroup(tokens, index) + 1;
    else index++;
  }
  return named;
}

/** The items of a list literal, and what stands alone as the only one. */
export function itemsOf(value: Stretch): readonly Stretch[] {
  const { tokens, start, end } = value;
  if (!isMark(tokens.list[start], '[')) return [value];
  return commaSeparated(tokens, start + 1, Math.min(end, endOfGroup(tokens, start)));
}

function commaSeparated(tokens: GroovyTokens, start: number, end: number): readonly Stretch[] {
  const items: Stretch[] = [];
  let index = start;
  while (index < end && items.length < MOST) {
    while (tokens.list[index]?.kind === 'line') index++;
    const item = expressionFrom(tokens, index, end);
    if (item.end > item.start) items.push(item);
    if (!isMark(tokens.list[item.end], ',')) break;
    index = item.end + 1;
  }
  return items;
}

/** The text of a string without expressions; undefined for anything else. */
export function wordOf(value: Stretch | undefined): string | undefined {
  const token = value?.tokens.list[value.start];
  if (token?.kind !== 'string') return undefined;
  const texts = token.parts.map((part) => (part.kind === 'text' ? part.value : undefined));
  return texts.includes(undefined) ? undefined : texts.join('');
}

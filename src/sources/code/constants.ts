import type { CodeToken, StringToken } from './tokens.ts';

/** What ends a statement, or begins the next; in most of these languages a line may do so too. */
const AFTER = /^[;,)}\]]$/;

/**
 * The names of a program that are set to one literal and never to anything else. Whatever their scopes, such a name has one value
 * in the whole file.
 */
export function constantsOf(text: string, tokens: readonly CodeToken[]): ReadonlyMap<string, StringToken> {
  const constants = new Map<string, StringToken | undefined>();
  for (let index = 0; index + 2 < tokens.length; index++) {
    const name = tokens[index];
    let equals = tokens[index + 1];
    let at = index + 2;
    if (name?.kind !== 'name' || equals?.kind !== 'mark') continue;
    // Go's `:=`; Python's and TypeScript's annotation of a type.
    if (equals.text === ':' && tokens[at]?.kind === 'mark') equals = tokens[at++];
    else if (equals.text === ':' && tokens[at]?.kind === 'name') {
      equals = tokens[at + 1];
      at += 2;
    }
    if (equals?.kind !== 'mark' || equals.text !== '=' || isCompared(tokens[at])) continue;
    const value = tokens[at];
    const next = tokens[at + 1];
    const alone = value?.kind === 'string' && !value.open && ends(text, value, next);
    constants.set(name.text, alone && !constants.has(name.text) ? value : undefined);
  }
  return new Map([...constants].flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function isCompared(value: CodeToken | undefined): boolean {
  return value?.kind === 'mark' && /^[=>]$/.test(value.text);
}

function ends(text: string, value: StringToken, next: CodeToken | undefined): boolean {
  if (next === undefined || (next.kind === 'mark' && AFTER.test(next.text))) return true;
  const between = text.slice(value.span.end, next.span.start);
  return between.includes('\n') && !(next.kind === 'mark' && /^[+.%]$/.test(next.text));
}

import type { GroovyToken } from './types.ts';

/** Tokens, and for each opening bracket the index of the one that closes it. */
export interface GroovyTokens {
  readonly list: readonly GroovyToken[];
  readonly closes: ReadonlyMap<number, number>;
}

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function tokensOf(list: readonly GroovyToken[]): GroovyTokens {
  const closes = new Map<number, number>();
  const open: { readonly index: number; readonly close: string }[] = [];
  for (const [index, token] of list.entries()) {
    if (token.kind !== 'mark') continue;
    const close = pairs[token.text];
    if (close !== undefined) open.push({ index, close });
    else if (token.text === open.at(-1)?.close) closes.set(open.pop()?.index ?? 0, index);
  }
  return { list, closes };
}

/** The index of the bracket that closes the one at an index; the end of the tokens where none does. */
export function endOfGroup({ list, closes }: GroovyTokens, index: number): number {
  return closes.get(index) ?? list.length;
}

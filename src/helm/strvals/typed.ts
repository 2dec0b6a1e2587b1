import { nil, type Value } from '../values/value.ts';

/** The value that a text of `--set` stands for: a word, an int64, or the text itself. What begins with a zero stays a text. */
export function typedValue(text: string): Value {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true' };
  if (word === 'null') return nil;
  if (text === '0') return { kind: 'int', type: 'int64', value: 0n };
  if (/^[-+]?\d+$/.test(text) && !text.startsWith('0')) {
    const value = BigInt(text.replace(/^\+/, ''));
    if (BigInt.asIntN(64, value) === value) return { kind: 'int', type: 'int64', value };
  }
  return { kind: 'string', value: text };
}

import type { ShellPart, ShellWord } from './types.ts';

/** Stands for a variable or a command in the shape of a word. Of the private use area: no script has it. */
export const VARYING = '\ue001';

/** The characters of a word, with one `VARYING` for each variable and each command in it. */
export function shapeOf(text: string, { parts }: Pick<ShellWord, 'parts'>): string {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'text') return text.slice(only.start, only.end);
  return parts.map((part) => (part.kind === 'text' ? text.slice(part.start, part.end) : VARYING)).join('');
}

/** The text of a word in which nothing varies. */
export function literalOf(text: string, word: Pick<ShellWord, 'parts'>): string | undefined {
  return word.parts.every(({ kind }) => kind === 'text') ? shapeOf(text, word) : undefined;
}

/** What follows an offset of a word's shape, as a word. */
export function partsFrom(word: ShellWord, offset: number): ShellWord {
  const parts: ShellPart[] = [];
  let at = 0;
  for (const part of word.parts) {
    const length = part.kind === 'text' ? part.end - part.start : 1;
    const from = Math.max(offset - at, 0);
    if (from < length) parts.push(from === 0 ? part : { ...part, start: part.start + from });
    at += length;
  }
  return { start: parts[0]?.start ?? word.end, end: word.end, parts };
}

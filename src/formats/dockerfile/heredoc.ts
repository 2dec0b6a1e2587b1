import type { Span } from '../../text/span.ts';
import { splitWords } from './shell-words.ts';
import type { Heredoc } from './types.ts';

export type HeredocOpening = Omit<Heredoc, 'body'>;

/**
 * The here-documents that a line opens, in order. A line that is no well-formed shell text (an unbalanced quote) opens
 * none; undefined where the name of one is not well-formed. The escape character is the backslash here, whatever the `escape` directive says (BuildKit, `parser.go`,
 * `heredocsFromLine`).
 */
export function heredocOpenings(line: string): readonly HeredocOpening[] | undefined {
  const words = splitWords(line, { escapeCharacter: '\\', rawQuotes: true, rawEscapes: true });
  if (!words.ok) return [];
  const openings: HeredocOpening[] = [];
  for (const word of words.value) {
    const opening = heredocOpening(word);
    if (opening === 'malformed') return undefined;
    if (opening !== 'none') openings.push(opening);
  }
  return openings;
}

function heredocOpening(word: string): HeredocOpening | 'none' | 'malformed' {
  const [, chomp, rest] = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word) ?? [];
  if (rest === undefined || rest === '') return 'none';
  const plain = splitWords(rest, { escapeCharacter: '\\', rawQuotes: false, rawEscapes: false });
  const quoted = splitWords(rest, { escapeCharacter: '\\', rawQuotes: true, rawEscapes: false });
  if (!plain.ok || !quoted.ok) return 'malformed';
  const [name, ...others] = plain.value;
  if (name === undefined || others.length > 0) return 'none';
  return { name, chomp: chomp === '-', expand: quotes(name) === quotes(quoted.value[0] ?? '') };
}

function quotes(text: string): number {
  return text.replace(/[^'"]/g, '').length;
}

/** Whether the line between two offsets ends the here-document. */
export function terminates(text: string, { start, end }: Span, { name, chomp }: HeredocOpening): boolean {
  let from = start;
  if (chomp) while (from < end && text[from] === '\t') from++;
  return end - from === name.length && text.startsWith(name, from);
}

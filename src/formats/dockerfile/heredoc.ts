import type { Span } from '../../text/span.ts';
import { splitWords } from './shell-words.ts';
import type { Heredoc } from './types.ts';

export type HeredocOpening = Omit<Heredoc, 'body'>;

/**
 * The here-documents that a line opens, in order. A line that is no well-formed shell text (an unbalanced quote) opens
 * none. The escape character is the backslash here, whatever the `escape` directive says (BuildKit, `parser.go`,
 * `heredocsFromLine`).
 */
export function heredocOpenings(line: string): readonly HeredocOpening[] {
  const words = splitWords(line, { escapeCharacter: '\\', rawQuotes: true, rawEscapes: true });
  if (!words.ok) return [];
  return words.value.map(heredocOpening).filter((opening) => opening !== undefined);
}

function heredocOpening(word: string): HeredocOpening | undefined {
  const [, chomp, rest] = /^\d*<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(word) ?? [];
  if (rest === undefined || rest === '') return undefined;
  const plain = splitWords(rest, { escapeCharacter: '\\', rawQuotes: false, rawEscapes: false });
  const quoted = splitWords(rest, { escapeCharacter: '\\', rawQuotes: true, rawEscapes: false });
  if (!plain.ok || !quoted.ok || plain.value.length !== 1) return undefined;
  const name = plain.value[0] ?? '';
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

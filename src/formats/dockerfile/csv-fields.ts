import type { Word } from './types.ts';
import { appendRange, builtWord, placeIn, subWord, wordBuilder } from './word.ts';

/**
 * The fields of one line of comma-separated values; a field in double quotes may hold commas, and `""` for a quote.
 * Undefined where a quote stands inside a plain field or is not closed (RFC 4180, as Go's `encoding/csv`).
 */
export function csvFields(line: Word): readonly Word[] | undefined {
  const { text } = line;
  const fields: Word[] = [];
  let offset = 0;
  for (;;) {
    const field = text[offset] === '"' ? quotedField(line, offset) : plainField(line, offset);
    if (field === undefined) return undefined;
    fields.push(field.word);
    if (field.end >= text.length) return fields;
    offset = field.end + 1;
  }
}

interface Field {
  readonly word: Word;
  readonly end: number;
}

function plainField(line: Word, start: number): Field | undefined {
  const comma = line.text.indexOf(',', start);
  const end = comma === -1 ? line.text.length : comma;
  const word = subWord(line, start, end);
  return word.text.includes('"') ? undefined : { word, end };
}

function quotedField(line: Word, start: number): Field | undefined {
  const { text } = line;
  const builder = wordBuilder(placeIn(line, start + 1));
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return undefined;
    const doubled = text[quote + 1] === '"';
    appendRange(builder, line, { from, to: doubled ? quote + 1 : quote });
    from = quote + 2;
    if (doubled) continue;
    const end = quote + 1;
    return end === text.length || text[end] === ',' ? { word: builtWord(builder), end } : undefined;
  }
}

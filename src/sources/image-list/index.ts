import { parseReference } from '../../image/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';

/**
 * References as programs print them: one a line, or several with blanks between (`kubectl get pods -o jsonpath=…`). Claims
 * no file: a list is read where the user gives it.
 */
export const imageList: Source = {
  id: 'image-list',
  claims: () => false,
  hints: [],
  extract: extractList,
};

/** What programs print for an image that has no name. */
const NAMELESS = '<none>';

function extractList({ text }: SourceText): Extraction | undefined {
  const found: FoundImage[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const words = wordsOf(line, start);
    start += line.length + 1;
    // A table has more than references in a line, and what it has could pass for some.
    if (words.length > 1 && words.some(({ word }) => !parseReference(word).ok)) return undefined;
    for (const { word, at } of words) {
      if (word.includes(NAMELESS)) continue;
      found.push({
        span: { start: at, end: at + word.length },
        value: word,
        path: '',
        purpose: 'pull',
        confidence: 'certain',
        reach: 'default',
      });
    }
  }
  const known = found.filter(({ value }) => parseReference(value).ok).length;
  return known * 2 < found.length ? undefined : { found, problems: [] };
}

interface Word {
  readonly word: string;
  /** Offset in the text. */
  readonly at: number;
}

function wordsOf(line: string, start: number): readonly Word[] {
  const uncommented = line.replace(/(?:^|\s)#.*$/, '');
  return [...uncommented.matchAll(/[^\s,;'"]+/g)].map(({ 0: word, index }) => ({ word, at: start + index }));
}

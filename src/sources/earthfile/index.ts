import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { earthfileImages } from './images.ts';
import { statements } from './statements.ts';

/** Earthfiles: what targets are built from, pull and save. */
export const earthfile: Source = {
  id: 'earthfile',
  words: ['earth'],
  claims: (path) => /(?:^|\/)[^/]*\.earth$|(?:^|\/)Earthfile$/.test(path),
  hints: ['from', 'image', 'pull', 'docker'],
  extract: extractEarthfile,
};

function extractEarthfile({ path, text }: SourceText): Extraction {
  const found = earthfileImages(statements(text), path);
  return { found: [...found].sort((a, b) => a.span.start - b.span.start), problems: [] };
}

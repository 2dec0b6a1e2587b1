import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import type { Findings } from './findings.ts';
import { readHcl } from './hcl-file.ts';
import { readJson } from './json-file.ts';

const FILE = /(?:^|\/)(?:docker-bake[^/]*|[^/]*[.-]bake|bake)\.(?:hcl|json)$/i;
const FILES = /(?:docker-bake[^/]*|[^/]*[.-]bake|bake)\.(?:hcl|json)$/i;

/** `docker buildx bake`: what targets are built from, tagged with, and take caches from. */
export const dockerBake: Source = {
  id: 'docker-bake',
  endings: ['.hcl', '.json'],
  words: ['bake'],
  claims: (path) => FILE.test(path),
  hints: ['target'],
  extract: extractBake,
};

function extractBake(source: SourceText, context: ExtractContext): Extraction {
  const { neighbours } = context;
  const into: Findings = { found: [], problems: [] };
  const read = /json$/i.test(source.path) ? readJson : readHcl;
  read(source, neighbours?.(FILES) ?? [source], into, context);
  const seen = new Set<string>();
  const made = new Set(into.found.flatMap(({ answers, span }) => (answers === undefined ? [] : span.start)));
  const found = into.found.filter(({ span, value, path, confidence, answers }) => {
    // What the Dockerfile does with an argument says more than how it is called.
    if (answers === undefined && confidence === 'possible' && made.has(span.start)) return false;
    const key = `${span.start} ${span.end} ${value} ${path.replace(/\[\d+\]/g, '')}`;
    return !seen.has(key) && seen.add(key);
  });
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems: into.problems };
}

import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { aspireImages } from './aspire.ts';
import { constantsOf } from './constants.ts';
import { daggerImages } from './dagger.ts';
import { testcontainersImages } from './testcontainers.ts';
import type { Program } from './texts.ts';
import { type Language, tokensOf } from './tokens.ts';

const languages: Readonly<Record<string, Language>> = {
  java: 'java',
  groovy: 'java',
  kt: 'kotlin',
  scala: 'java',
  go: 'go',
  ts: 'javascript',
  mts: 'javascript',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  py: 'python',
  cs: 'csharp',
};

/** Where programs start containers: tests, AppHosts, and modules of Dagger. Whatever else is in a tree is not opened. */
const PLACES = ['test', 'spec', 'e2e', 'integration', 'apphost', 'dagger'];

const PLACE = new RegExp(PLACES.join('|'), 'i');
const ENDING = /\.(java|groovy|kt|scala|go|m?ts|[mc]?js|py|cs)$/;

/** Programs that start containers by an API that is typed for it: Testcontainers, .NET Aspire and Dagger. */
export const code: Source = {
  id: 'code',
  endings: Object.keys(languages).map((ending) => `.${ending}`),
  words: PLACES,
  claims: (path) => ENDING.test(path) && PLACE.test(path) && !/(?:^|\/)(?:vendor|node_modules)\//.test(path),
  guesses: () => true,
  hints: [
    'testcontainers',
    'distributedapplication',
    'dag.container(',
    'client.container(',
    'container().from',
  ],
  extract: extractProgram,
};

function extractProgram(source: SourceText): Extraction | undefined {
  const { text, path } = source;
  const language = languages[/\.(\w+)$/.exec(path)?.[1] ?? ''];
  if (language === undefined) return undefined;
  const readers: ((program: Program) => readonly FoundImage[])[] = [];
  if (/testcontainers/i.test(text)) readers.push(testcontainersImages);
  if (/apphost.*\.cs$/i.test(path) && text.includes('DistributedApplication')) readers.push(aspireImages);
  if (isDagger(text, language)) readers.push(daggerImages);
  if (readers.length === 0) return undefined;
  const tokens = tokensOf(text, language);
  const program: Program = { source, language, tokens, constants: constantsOf(text, tokens) };
  const seen = new Set<string>();
  const found = readers
    .flatMap((read) => read(program))
    .filter(({ span, value }) => {
      const key = `${span.start} ${value}`;
      return !seen.has(key) && seen.add(key);
    });
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems: [] };
}

/** Not the library of that name that injects dependencies in Java and Kotlin. */
function isDagger(text: string, language: Language): boolean {
  return /^(?:go|javascript|python)$/.test(language) && /dagger/i.test(text) && /[cC]ontainer\(/.test(text);
}

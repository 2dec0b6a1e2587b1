import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { dockerfile } from '../../../src/sources/dockerfile/index.ts';
import { locationOf, type Span, slice, sourceText } from '../../../src/text/index.ts';

const root = fileURLToPath(new URL('../../../fixtures/dockerfile/', import.meta.url));
const cases = readdirSync(root).sort();

/** What `expected.json` says of a Dockerfile: every image with its place, and every problem. */
function describeFile(text: string): unknown {
  const source = sourceText('Dockerfile', text);
  const at = (span: Span): string => {
    const { line, column } = locationOf(source, span);
    return `${line}:${column}`;
  };
  const extraction = dockerfile.extract(source, { buildArgs: {} });
  return {
    found: extraction?.found.map(({ span, path, value, unresolved, pieces, origin }) => ({
      at: at(span),
      path,
      raw: slice(source, span),
      value,
      ...(unresolved === undefined ? {} : { unresolved: `${unresolved.code}: ${unresolved.reason}` }),
      ...(pieces === undefined
        ? {}
        : { pieces: pieces.map((piece) => `${piece.role} ${at(piece.span)} ${piece.value}`) }),
      ...(origin === undefined ? {} : { origin }),
    })),
    problems: extraction?.problems.map(({ span, message }) => `${at(span)} ${message}`),
  };
}

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(15);
});

test.each(cases)('%s', (name) => {
  const expected: unknown = JSON.parse(readFileSync(`${root}${name}/expected.json`, 'utf8'));
  expect(describeFile(readFileSync(`${root}${name}/Dockerfile`, 'utf8'))).toEqual(expected);
});

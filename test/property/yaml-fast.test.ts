import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFast } from '../../src/formats/yaml/fast-stream.ts';
import { parseWithLibrary } from '../../src/formats/yaml/library.ts';
import { mutatedYamlText, tokenSoup, yamlText } from './yaml-arbitraries.ts';

/** How many of the texts the fast parser did read: a parser that always gives up agrees with everything. */
function agreement(texts: fc.Arbitrary<string>, numRuns: number): number {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const fast = parseFast(text);
      if (fast === undefined) return;
      read++;
      expect(fast).toStrictEqual(parseWithLibrary(text));
    }),
    { numRuns },
  );
  return read / numRuns;
}

describe('the fast parser builds the tree of the yaml package or none', () => {
  test('styles people write', () => {
    expect(agreement(yamlText, 1500)).toBeGreaterThan(0.3);
  });
  test('the same with mistakes', () => {
    expect(agreement(mutatedYamlText, 3000)).toBeGreaterThan(0.1);
  });
  test('tokens in any order', () => {
    expect(agreement(tokenSoup, 5000)).toBeGreaterThan(0.02);
  });
});

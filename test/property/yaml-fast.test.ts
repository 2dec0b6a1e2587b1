import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFast } from '../../src/formats/yaml/fast-stream.ts';
import { parseWithLibrary } from '../../src/formats/yaml/library.ts';
import { mutatedYamlText, tokenSoup, yamlText } from './yaml-arbitraries.ts';

/**
 * The package (2.9.1) takes a comment line without a space after its `#` for the end of the indentation, so that a scalar
 * below runs on into the next key. The fast parser reads such texts as YAML 1.2.2, section 6.6, says.
 */
const COMMENT_WITHOUT_SPACE = /^ *#[^ \t\r\n]/m;

/** How many of the texts the fast parser did read: a parser that always gives up agrees with everything. */
function agreement(texts: fc.Arbitrary<string>, numRuns: number): number {
  let read = 0;
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!COMMENT_WITHOUT_SPACE.test(text));
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
  test('but for a comment line without a space', () => {
    const stream = parseFast('a:\n#x\n  b\nc: d\n');
    expect(stream?.documents[0]?.root).toMatchObject({
      entries: [
        { key: { value: 'a' }, value: { value: 'b' } },
        { key: { value: 'c' }, value: { value: 'd' } },
      ],
    });
  });
  test('tokens in any order', () => {
    expect(agreement(tokenSoup, 5000)).toBeGreaterThan(0.02);
  });
});

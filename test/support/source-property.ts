import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeExtracted } from '../../src/sources/extract.ts';
import type { ExtractContext, Source } from '../../src/sources/source.ts';
import { slice, sourceText } from '../../src/text/source-text.ts';

/**
 * A source on texts that nobody would write: the files of its fixtures with stretches taken out, doubled and put elsewhere, and
 * any sequence of the given tokens.
 */
export function testAnyText(source: Source, path: string, tokens: readonly string[]): void {
  const folder = new URL(`../../fixtures/${source.id}/`, import.meta.url);
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && source.claims(entry.name, undefined) && !entry.name.startsWith('expected'),
    )
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const context: ExtractContext = { buildArgs: {}, neighbours: () => [], fileAt: () => undefined };

  const check = (text: string): void => {
    const file = sourceText(path, text);
    const extraction = source.extract(file, context);
    if (extraction === undefined) return;
    for (const { span } of [...extraction.found, ...extraction.problems]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(file.text.length);
    }
    const { uses, unresolved } = judgeExtracted(file, { ...extraction, source: source.id });
    for (const use of [...uses, ...unresolved]) expect(use.raw).toBe(slice(file, use.span));
  };

  test('mutated files are read, and every span lies in the text', () => {
    const cut = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(40),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(cut, { minLength: 1, maxLength: 5 }), (text, cuts) => {
        let mutated = text;
        for (const [from, length, to] of cuts) {
          const start = Math.floor(from * mutated.length);
          const piece = mutated.slice(start, start + length);
          const without = mutated.slice(0, start) + mutated.slice(start + length);
          const at = Math.floor(to * without.length);
          mutated = without.slice(0, at) + piece + without.slice(at);
        }
        check(mutated);
      }),
      { numRuns: 300 },
    );
  });

  test('any tokens are read, and every span lies in the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 60 }), (parts) => check(parts.join(''))),
      { numRuns: 500 },
    );
  });
}

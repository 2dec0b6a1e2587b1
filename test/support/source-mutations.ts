import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Source } from '../../src/sources/source.ts';
import { type SourceText, slice, sourceText } from '../../src/text/index.ts';

/** A text of which pieces are left out, written twice, or replaced by others. */
function mutated(samples: readonly string[], tokens: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 30 }),
    kind: fc.constantFrom('drop', 'repeat', 'insert', 'cut'),
    token: fc.constantFrom(...tokens),
  });
  return fc.tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 6 })).map(([sample, changes]) =>
    changes.reduce((text, { at, length, kind, token }) => {
      const start = text.length === 0 ? 0 : at % text.length;
      const end = Math.min(start + length, text.length);
      if (kind === 'cut') return text.slice(0, start);
      const middle = { drop: '', repeat: text.slice(start, end).repeat(2), insert: token }[kind];
      return text.slice(0, start) + middle + text.slice(kind === 'insert' ? start : end);
    }, sample),
  );
}

/**
 * Whatever becomes of the samples, a source reads them without an exception, and what it finds stands where it says. `verbatim`:
 * the format has no escapes, so that each text is the one at its span.
 */
export function testMutations(
  source: Source,
  path: string,
  samples: readonly string[],
  tokens: readonly string[],
  verbatim = false,
): void {
  test.each(samples.map((text, index) => [index, text] as const))('sample %i holds images', (_, text) => {
    expect(foundIn(source, sourceText(path, text))).not.toEqual([]);
  });

  test('no mutation makes it throw, and every find stands where it says', () => {
    fc.assert(
      fc.property(mutated(samples, tokens), (text) => {
        const file = sourceText(path, text);
        for (const { span, value, pieces, unresolved } of foundIn(source, file)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
          if (verbatim && pieces === undefined && unresolved === undefined)
            expect(slice(file, span)).toBe(value);
          for (const piece of pieces ?? []) {
            const at = slice(file, piece.span);
            expect(piece.span.end).toBeLessThanOrEqual(text.length);
            if (verbatim && piece.file === undefined) expect(at).toBe(piece.value);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
}

function foundIn(source: Source, file: SourceText) {
  return (
    source.extract(file, { buildArgs: {}, neighbours: () => [file], fileAt: () => undefined })?.found ?? []
  );
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDockerfile } from '../../src/formats/dockerfile/index.ts';
import { dockerfile } from '../../src/sources/dockerfile/index.ts';
import { slice, sourceText } from '../../src/text/index.ts';

const tokens = [
  'FROM ',
  'from ',
  'ARG ',
  'COPY ',
  'RUN ',
  'ONBUILD ',
  'AS b',
  '\n',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '\\\n',
  '`\n',
  '\\',
  '`',
  '#',
  '# escape=`\n',
  '# syntax=a/b:1\n',
  '// syntax=c\n',
  '#!',
  '"',
  "'",
  '$',
  '${',
  '}',
  'A',
  '=',
  ':-',
  ':+',
  ':?',
  '#*',
  '%%',
  '/',
  '//',
  '--from=',
  '--mount=type=bind,from=',
  ',',
  '<<EOF',
  '<<-"E"',
  '\nEOF\n',
  '\n\tE\n',
  '[',
  ']',
  'alpine',
  'quay.io/a/b:1',
  '@sha256:',
  '{{',
  '}}',
  '%%T%%',
  '{"syntax":"x"}',
  '\ufeff',
  'é',
  '\u00a0',
  '0',
];

const soup = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...tokens) }, fc.string()), { maxLength: 60 })
  .map((parts) => parts.join(''));

const buildArgs = fc.dictionary(fc.constantFrom('A', 'TARGETARCH'), fc.constantFrom('', 'x', 'a/b:1'));

test('any text is read, with every place inside it and every literal piece as it stands', () => {
  fc.assert(
    fc.property(soup, buildArgs, (content, args) => {
      const source = sourceText('Dockerfile', content);
      const extraction = dockerfile.extract(source, { buildArgs: args });
      for (const { span } of extraction?.problems ?? []) expectInside(span, source.text);
      for (const { span, value, pieces, unresolved } of extraction?.found ?? []) {
        expectInside(span, source.text);
        if (unresolved !== undefined) continue;
        if (pieces === undefined) expect(slice(source, span)).toBe(value);
        for (const piece of pieces ?? []) expect(slice(source, piece.span)).toBe(piece.value);
      }
    }),
    { numRuns: 2000 },
  );
});

function expectInside({ start, end }: { readonly start: number; readonly end: number }, text: string): void {
  expect(0 <= start && start <= end && end <= text.length).toBe(true);
}

test('the words of a line lead back to its characters', () => {
  fc.assert(
    fc.property(soup, (text) => {
      for (const { keyword, rest, words, flags } of parseDockerfile(text).instructions) {
        const values = flags.map(({ value }) => value).filter((value) => value !== undefined);
        for (const word of [keyword, rest, ...words, ...values]) {
          expect(word.runs.map(({ start, length }) => text.slice(start, start + length)).join('')).toBe(
            word.text,
          );
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('instructions are in order and do not overlap', () => {
  fc.assert(
    fc.property(soup, (text) => {
      let end = 0;
      for (const { span } of parseDockerfile(text).instructions) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        end = span.end;
      }
    }),
  );
});

const reference = fc
  .tuple(
    fc.constantFrom('', 'quay.io/', 'localhost:5000/', 'ghcr.io/acme/'),
    fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/),
    fc.constantFrom('', ':1.2', ':v1_x', `@sha256:${'0f'.repeat(32)}`),
  )
  .map((parts) => parts.join(''));

test('a reference is found wherever lines are broken inside it', () => {
  fc.assert(
    fc.property(reference, fc.array(fc.nat(), { maxLength: 3 }), (image, breaks) => {
      const broken = [...breaks]
        .map((at) => at % (image.length + 1))
        .sort((a, b) => b - a)
        .reduce((text, at) => `${text.slice(0, at)}\\\n${text.slice(at)}`, image);
      const texts = [`FROM ${broken}`, `FROM scratch\nCOPY --from=${broken} a b`];
      for (const text of texts) {
        const extraction = dockerfile.extract(sourceText('Dockerfile', text), { buildArgs: {} });
        expect(extraction?.found.map(({ value }) => value)).toEqual(image === 'scratch' ? [] : [image]);
      }
    }),
  );
});

test('a reference cut into ARGs is composed again, each piece at its ARG', () => {
  fc.assert(
    fc.property(reference, fc.nat(), fc.nat(), (image, one, two) => {
      const [first = 0, second = 0] = [one, two].map((at) => at % (image.length + 1)).sort((a, b) => a - b);
      const parts = [image.slice(0, first), image.slice(first, second), image.slice(second)];
      const text = `ARG A=${parts[0]} B="${parts[1]}"\nARG C='${parts[2]}'\nFROM \${A}\${B}$C\n`;
      const source = sourceText('Dockerfile', text);
      const [found] = dockerfile.extract(source, { buildArgs: {} })?.found ?? [];
      expect(found?.value).toBe(image);
      const written = (found?.pieces ?? []).map(({ span }) => slice(source, span)).join('');
      expect(written.replace(/[:@/]/g, '')).toBe(image.replace(/[:@/]/g, ''));
    }),
  );
});

test('what stands in a here-document is never an image', () => {
  fc.assert(
    fc.property(fc.array(soup), (lines) => {
      const body = lines.map((line) => line.replaceAll('EOF', '')).join('\n');
      const text = `FROM alpine\nRUN <<EOF\n${body}\nEOF\nFROM busybox\n`;
      const extraction = dockerfile.extract(sourceText('Dockerfile', text), { buildArgs: {} });
      expect(extraction?.found.map(({ value }) => value)).toEqual(['alpine', 'busybox']);
    }),
  );
});

test('bombs of references to references stay small', () => {
  const laughs = Array.from({ length: 200 }, (_, i) => `ARG A${i + 1}=$A${i}$A${i}$A${i}`).join('\n');
  const deep = `FROM ${'${a:-'.repeat(20_000)}x${'}'.repeat(20_000)}`;
  for (const text of [`ARG A0=ab\n${laughs}\nFROM $A200\n`, deep, `FROM ${'{{'.repeat(100_000)}`]) {
    const extraction = dockerfile.extract(sourceText('Dockerfile', text), { buildArgs: {} });
    expect(extraction?.found).toHaveLength(1);
    expect(extraction?.found[0]?.value.length).toBeLessThanOrEqual(text.length);
  }
});

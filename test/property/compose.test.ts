import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDotenv } from '../../src/formats/dotenv/index.ts';
import {
  builtText,
  expandTemplate,
  knownText,
  type Scope,
  textValue,
} from '../../src/formats/interpolation/index.ts';
import { compose } from '../../src/sources/compose/index.ts';
import { slice, sourceText } from '../../src/text/index.ts';

const fixtures = new URL('../../fixtures/compose/', import.meta.url);

const files = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
  .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'));

const atoms = fc.constantFrom(
  '$',
  '{',
  '}',
  'A',
  'B',
  ':-',
  '-',
  ':?',
  '?',
  ':+',
  '+',
  'x',
  '/',
  ':',
  '$$',
  '${A',
  '${B:-',
  '\n',
);

const scope: Scope = (name) =>
  name === 'A'
    ? { value: textValue('a/b', { file: '.env', span: { start: 4, end: 7 } }), origin: [] }
    : undefined;

test('the parts of an interpolated text are where they say', () => {
  fc.assert(
    fc.property(fc.array(atoms, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const placeOf = (start: number, end: number) => ({ file: '', span: { start, end } });
      const result = expandTemplate({ text, placeOf }, scope);
      if (!result.ok) return;
      for (const part of result.value.value) {
        expect(part.use.start).toBeLessThanOrEqual(part.use.end);
        expect(part.use.end).toBeLessThanOrEqual(text.length);
        if (part.kind === 'hole' || part.place?.file !== '') continue;
        expect(text.slice(part.place.span.start, part.place.span.end)).toBe(part.text);
        if (part.literal) expect(part.use).toEqual(part.place.span);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a text without a dollar sign stays what it is, and an escaped one becomes it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const result = expandTemplate(
        { text: text.replaceAll('$', () => '$$'), placeOf: () => undefined },
        scope,
      );
      expect(result.ok && knownText(result.value.value)).toBe(text);
      expect(result.ok && builtText(result.value.value)).toBe(text);
    }),
  );
});

test('any env file is read, and its values are where they say', () => {
  const line = fc.constantFrom(
    'A',
    'B',
    '=',
    '\n',
    '"',
    "'",
    ' ',
    '#',
    '\\',
    '$A',
    'export ',
    ':',
    '1.2',
    '\r\n',
    'é',
    '-',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      for (const { value, span } of parseDotenv(text)) {
        if (span !== undefined) expect(text.slice(span.start, span.end)).toBe(value);
      }
    }),
    { numRuns: 2000 },
  );
});

/** A fixture with pieces taken out, doubled and put elsewhere. */
const mutated = fc
  .tuple(
    fc.constantFrom(...files),
    fc.array(
      fc.tuple(
        fc.nat(3000),
        fc.nat(40),
        fc.constantFrom('', '*worker', ': ', '${', '\n', '  ', '!reset ', '- ', '"'),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((result, [at, length, put]) => {
      const start = at % (result.length + 1);
      return result.slice(0, start) + put + result.slice(start + length);
    }, text),
  );

test('a mutated file is read without a fault, and what stands literally is at its span', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const source = sourceText('compose.yaml', text);
      const env = sourceText('.env', 'TAG=1\nREGISTRY=ghcr.io\n');
      const extraction = compose.extract(source, {
        buildArgs: {},
        fileAt: (path) => (path === '.env' ? env : undefined),
      });
      for (const { span, value, pieces, unresolved } of extraction?.found ?? []) {
        expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
        for (const piece of pieces ?? []) {
          const file = piece.file === undefined ? source : env;
          const written = slice(file, piece.span);
          if (!/["\\\n]/.test(written)) expect(written).toBe(piece.value);
        }
        const written = slice(source, span);
        const isPlain = pieces === undefined && unresolved === undefined && !/["'\\\n$]/.test(written);
        if (isPlain) expect(written).toBe(value);
      }
      for (const { span } of extraction?.problems ?? []) expect(span.end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 1500 },
  );
});

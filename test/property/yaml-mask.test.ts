import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskTemplates, TEMPLATE_FILLER } from '../../src/formats/yaml/index.ts';

const pieces = [
  'a: ',
  '- ',
  'b',
  '\n',
  '\n  ',
  '\r\n',
  ' ',
  '|\n',
  '>-\n',
  '# ',
  '"',
  "'",
  '`',
  '{{',
  '}}',
  '{{- ',
  ' -}}',
  '{{ .x }}',
  '{{ if .y }}',
  '{{ end }}',
  '{{/* c */}}',
  '{{ "}}" }}',
  '{{ `\n` }}',
  '{{ a\n  b }}',
  '\\',
  '/*',
  '*/',
  '\t',
];

const templates = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

describe('a masked template', () => {
  test('has the same length and the same line breaks', () => {
    fc.assert(
      fc.property(templates, (text) => {
        const masked = maskTemplates(text);
        expect(masked).toHaveLength(text.length);
        expect(masked.replace(/[^\n]/g, '.')).toBe(text.replace(/[^\n]/g, '.'));
      }),
      { numRuns: 3000 },
    );
  });

  test('differs from the text by spaces, fillers and the `#` of comments alone', () => {
    fc.assert(
      fc.property(templates, (text) => {
        const masked = maskTemplates(text);
        for (let i = 0; i < text.length; i++) {
          if (masked[i] !== text[i]) expect([' ', '#', TEMPLATE_FILLER]).toContain(masked[i]);
        }
      }),
    );
  });

  test('has no action left', () => {
    fc.assert(
      fc.property(templates, (text) => {
        expect(maskTemplates(maskTemplates(text))).toBe(maskTemplates(text));
      }),
    );
  });
});

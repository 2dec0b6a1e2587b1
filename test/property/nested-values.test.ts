import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseYaml } from '../../src/formats/yaml/index.ts';
import { kubernetes } from '../../src/sources/kubernetes/index.ts';
import { valuesImages } from '../../src/sources/values-images.ts';
import { slice, sourceText } from '../../src/text/index.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);

const image = fc.oneof(
  fc.tuple(word, word, word).map(([a, b, tag]) => `image: ghcr.io/${a}/${b}:${tag}`),
  fc
    .tuple(word, word, word)
    .map(([a, b, tag]) => `image:\n  repository: "quay.io/${a}/${b}" # kept\n  tag: '${tag}'`),
  fc.tuple(word, word).map(([a, tag]) => `image: {registry: quay.io, name: ${a}, tag: ${tag}}`),
);

const values = fc
  .array(fc.tuple(word, image, fc.constantFrom('', '\n', '# a line\n')), { minLength: 1, maxLength: 5 })
  .map((entries) =>
    entries
      .map(([key, text, gap], index) => `${gap}${key}${index}:\n${text.replace(/^(?=.)/gm, '  ')}\n`)
      .join(''),
  );

/** A string of YAML in each of its styles. */
const styles: Readonly<Record<string, (text: string, indent: number) => string>> = {
  literal: (text, indent) => `|\n${text.replace(/^(?=.)/gm, ' '.repeat(8 + indent))}`,
  double: (text) => `${JSON.stringify(text)}\n`,
};

test('values in a string are what they are in a file, and their texts stand where the pieces say', () => {
  fc.assert(
    fc.property(values, fc.constantFrom('literal', 'double'), fc.nat(4), (text, style, indent) => {
      const alone = parseYaml(sourceText('values.yaml', text)).documents[0]?.root;
      const wanted = alone === undefined ? [] : valuesImages(alone).found;
      const written = styles[style]?.(text, indent) ?? '';
      const file = sourceText(
        'app.yaml',
        `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      values: ${written}    path: web\n`,
      );
      const found = kubernetes
        .extract(file, { buildArgs: {} })
        ?.found.filter(({ purpose }) => purpose === 'pull');
      expect(found?.map(({ value, origin }) => [value, origin])).toEqual(
        wanted.map(({ value, origin }) => [value, origin]),
      );
      for (const { pieces, value, span } of found ?? []) {
        for (const piece of pieces ?? [{ value, span }]) expect(slice(file, piece.span)).toBe(piece.value);
      }
    }),
  );
});

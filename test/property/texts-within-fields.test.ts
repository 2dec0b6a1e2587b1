import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubernetes } from '../../src/sources/kubernetes/index.ts';
import { slice, sourceText } from '../../src/text/index.ts';

const reference = fc
  .tuple(
    fc.constantFrom('ghcr.io', 'quay.io', 'registry.acme.dev:5000'),
    fc.stringMatching(/^[a-z]{1,6}$/),
    fc.nat(99),
  )
  .map(([registry, name, tag]) => `${registry}/acme/${name}:${tag}`);

const indented = (text: string, columns: number): string => text.replace(/^(?=.)/gm, ' '.repeat(columns));

/** How many texts within each other a wrapper makes of one, and the wrapper. */
type Wrapper = readonly [levels: number, wrap: (text: string) => string];

/** A document with a text in one of its fields, in each of the ways in which YAML writes texts. */
const wrapper: fc.Arbitrary<Wrapper> = fc.oneof(
  fc
    .tuple(fc.constantFrom('|', '|-', '|+'), fc.integer({ min: 1, max: 6 }), fc.boolean())
    .map(([header, columns, deep]): Wrapper => {
      const key = deep ? 'a:\n  b' : 'b';
      return [1, (text) => `${key}: ${header}\n${indented(text, columns + (deep ? 2 : 0))}\nz: 1\n`];
    }),
  fc.constant<Wrapper>([1, (text) => `x: 1\nb: ${JSON.stringify(text)}\n`]),
  fc.constant<Wrapper>([1, (text) => `${JSON.stringify({ a: 'ü"\n', b: text }, undefined, 1)}\n`]),
  fc.constant<Wrapper>([2, (text) => `# c\nb: '${JSON.stringify({ c: text }).replaceAll("'", "''")}'\n`]),
);

/** Beside the text of the ConfigMap itself: the source looks four deep. */
const deepest = 3;

const document = fc
  .tuple(reference, fc.array(wrapper, { minLength: 1, maxLength: deepest }))
  .filter(([, wrappers]) => wrappers.reduce((sum, [levels]) => sum + levels, 0) <= deepest)
  .map(([image, wrappers]) => {
    let text = `web:\n  image: ${image}\n`;
    for (const [, wrap] of wrappers) text = wrap(text);
    return { image, text: `apiVersion: v1\nkind: ConfigMap\ndata:\n  t: |\n${indented(text, 4)}\n` };
  });

test('in texts within texts, the span of an image in it is the image', () => {
  fc.assert(
    fc.property(document, ({ image, text }) => {
      const source = sourceText('m.yaml', text);
      const found = kubernetes.extract(source, { buildArgs: {} })?.found ?? [];
      expect(found.map(({ value, span }) => [value, slice(source, span)])).toEqual([[image, image]]);
    }),
    { numRuns: 400 },
  );
});

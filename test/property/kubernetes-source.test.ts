import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubernetes } from '../../src/sources/kubernetes/index.ts';
import { slice, sourceText } from '../../src/text/source-text.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const image = fc
  .tuple(word, word, fc.stringMatching(/^[a-z0-9][a-z0-9.]{0,6}$/))
  .map(([host, name, tag]) => `${host}.io/${name}:${tag}x`);
const quote = fc.constantFrom('', "'", '"');
const container = fc.record({ name: word, image, quote });
const pod = fc.record({
  name: word,
  init: fc.array(container, { maxLength: 2 }),
  main: fc.array(container, { minLength: 1, maxLength: 3 }),
});

type Container = typeof container extends fc.Arbitrary<infer T> ? T : never;
type Pod = typeof pod extends fc.Arbitrary<infer T> ? T : never;

const written = (list: readonly Container[]): string =>
  list
    .map((c) => `    - name: n${c.name}\n      image: ${c.quote}${c.image}${c.quote} # ${c.name}\n`)
    .join('');

const manifest = ({ name, init, main }: Pod): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${name}\nspec:\n  containers:\n${written(main)}${init.length === 0 ? '' : `  initContainers:\n${written(init)}`}`;

test('every container of every document is found once, in the order of the text, and its span holds the reference', () => {
  fc.assert(
    fc.property(
      fc.array(pod, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\r\n'),
      (pods, lineBreak) => {
        const source = sourceText('m.yaml', pods.map(manifest).join('---\n').replaceAll('\n', lineBreak));
        const found = kubernetes.extract(source, { buildArgs: {} })?.found ?? [];
        const expected = pods.flatMap((p) => [
          ...p.main.map((c, i) => [`p${p.name}`, `spec.containers[${i}].image`, c.image]),
          ...p.init.map((c, i) => [`p${p.name}`, `spec.initContainers[${i}].image`, c.image]),
        ]);
        expect(found.map(({ object, path, span }) => [object?.name, path, slice(source, span)])).toEqual(
          expected,
        );
      },
    ),
  );
});

test('no text makes the extractor throw, and every span lies in the text', () => {
  const token = fc.constantFrom(
    'apiVersion: v1\n',
    'kind: Pod\n',
    'kind: List\n',
    'spec:\n',
    '  containers:\n',
    '  - image: a\n',
    'items:\n',
    '- ',
    '&a ',
    '*a',
    '<<: *a\n',
    '{{ if x }}',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '---\n',
    '\t',
    '|\n',
    ': ',
    'image',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
      const source = sourceText('m.yaml', `apiVersion: v1\nkind: Thing\n${tokens.join('')}`);
      for (const { span } of kubernetes.extract(source, { buildArgs: {} })?.found ?? []) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(source.text.length);
      }
    }),
  );
});

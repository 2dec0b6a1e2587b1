import { expect, test } from 'vitest';
import { extract, uses } from './extract.ts';

const thing = 'apiVersion: example.com/v1\nkind: Thing\n';

test('deep nesting', () => {
  const depth = 20_000;
  const text = `${thing}spec: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}\n`;
  expect(extract(text)?.found).toEqual([]);
});

test('lists in lists in lists', () => {
  const depth = 200;
  const list = '{apiVersion: v1, kind: List, items: [';
  const pod = '{apiVersion: v1, kind: Pod, spec: {containers: [{image: a}]}}';
  expect(uses(list.repeat(depth) + pod + ']}'.repeat(depth))).toEqual(['spec.containers[0].image = a']);
});

test('aliases that name more than there are atoms end with a problem', () => {
  const levels = 40;
  const lines = [`${thing}spec:`, '  l0: &l0 [{ image: "a:1" }]'];
  for (let i = 1; i <= levels; i++) lines.push(`  l${i}: &l${i} [*l${i - 1}, *l${i - 1}, *l${i - 1}]`);
  const extraction = extract(`${lines.join('\n')}\n`);
  expect(extraction?.problems.map(({ message }) => message)).toEqual([
    'Aliases name more than can be read; the rest is left out.',
  ]);
  expect(extraction?.found.length).toBeLessThan(100_000);
});

test('an alias that contains itself ends', () => {
  expect(extract(`${thing}spec: &a\n  image: "a:1"\n  again: *a\n`)?.problems.length).toBe(1);
});

test('a map with a great many fields takes linear time', () => {
  const fields = Array.from({ length: 20_000 }, (_, i) => `  key${i}: { image: "a:${i}" }`);
  expect(extract(`${thing}spec:\n${fields.join('\n')}\n`)?.found.length).toBe(20_000);
});

test('a map whose every field is named after an image takes linear time', () => {
  const fields = Array.from({ length: 20_000 }, (_, i) => `  k${i}Image: a/b`);
  const started = performance.now();
  expect(extract(`${thing}spec:\n${fields.join('\n')}\n`)?.found.length).toBe(20_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a long list named by many aliases ends with a problem', () => {
  const containers = '{ image: a }, '.repeat(2_000);
  const pods = '{ apiVersion: v1, kind: Pod, spec: *p }, '.repeat(2_000);
  const first = `{ apiVersion: v1, kind: Pod, spec: &p { containers: [${containers}] } }`;
  const extraction = extract(`apiVersion: v1\nkind: List\nitems: [${first}, ${pods}]\n`);
  expect(extraction?.problems.length).toBe(1);
  expect(extraction?.found.length).toBeLessThan(200_000);
});

test('a list of very many objects', () => {
  const pods = '- { apiVersion: v1, kind: Pod, spec: { containers: [{ image: a }] } }\n'.repeat(60_000);
  expect(extract(`apiVersion: v1\nkind: List\nitems:\n${pods}`)?.found.length).toBe(60_000);
});

test.each(['__proto__', 'constructor', 'toString'])('a kind or key called %s', (word) => {
  const text = `apiVersion: ${word}/v1\nkind: Thing\n${word}: { image: "a:1" }\n`;
  expect(uses(text)).toEqual([`${word}.image = a:1`]);
});

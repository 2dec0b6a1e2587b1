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
  const textOf = (length: number): string =>
    `${thing}spec:\n${Array.from({ length }, (_, i) => `  k${i}Image: a/b`).join('\n')}\n`;
  expect(extract(textOf(20_000))?.found.length).toBe(20_000);
  // Processor time: a machine that is busy with other things does not count. Quadratic time would be 16 times as much.
  const [small, large] = [textOf(10_000), textOf(40_000)].map((text) =>
    Math.min(...[1, 2, 3].map(() => processorTime(() => extract(text)))),
  );
  expect(large).toBeLessThan(10 * Math.max(small ?? 0, 20_000));
});

/** In microseconds. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

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

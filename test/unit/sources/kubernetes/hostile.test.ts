import { describe, expect, test } from 'vitest';
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

describe('texts within fields', () => {
  const config = (data: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${data}`;
  /** Twice the length may take somewhat more than twice the time, not four times. */
  const linear = (textOf: (length: number) => string): void => {
    const [small, large] = [textOf(10_000), textOf(40_000)].map((text) =>
      Math.min(...[1, 2, 3].map(() => processorTime(() => extract(text)))),
    );
    expect(large).toBeLessThan(10 * Math.max(small ?? 0, 20_000));
  };

  test('an object within an object within an object ends', () => {
    let text = 'image: ghcr.io/a/b:1\n';
    for (let i = 0; i < 40; i++) text = `a: |\n${text.replace(/^(?=.)/gm, '  ')}`;
    expect(extract(config(text.replace(/^(?=.)/gm, '  ')))?.problems).toEqual([]);
  });

  test('one text under many aliases is read once', () => {
    const aliases = Array.from({ length: 5_000 }, (_, i) => `  k${i}: *t`).join('\n');
    const text = config(`  t: &t |\n${'    image: ghcr.io/a/b:1\n'.repeat(2_000)}${aliases}\n`);
    expect(extract(text)?.found.length).toBe(1);
  });

  test('one list of variables under many aliases ends with a problem', () => {
    const entries = '{ name: A_IMAGE, value: "a/b:1" }, '.repeat(1_000);
    const containers = '{ image: a, env: *e }, '.repeat(2_000);
    const text = `apiVersion: v1\nkind: Pod\nspec: { x: &e [${entries}], containers: [${containers}] }\n`;
    expect(extract(text)?.problems.length).toBe(1);
  });

  test.each<[string, (length: number) => string]>([
    ['image image image', (n) => config(`  a: |\n    ${'image'.repeat(n)}\n    x: image\n`)],
    ['quotes', (n) => config(`  a: |\n    image${'"'.repeat(n)}:\n`)],
    ['spaces', (n) => config(`  a: |\n    image${' '.repeat(n)}x:\n`)],
    ['dots', (n) => config(`  a: |\n    docker pull a${'.'.repeat(n)}b image=1\n`)],
    ['dashes', (n) => config(`  a: |\n    image=${'a-'.repeat(n)}\n`)],
    ['lines', (n) => config(`  a: |\n${'    X_IMAGE=ghcr.io/a/b:1\n'.repeat(n / 4)}`)],
    ['hashes', (n) => config(`  a: |\n${'    # image:\n'.repeat(n)}`)],
    ['backslashes', (n) => config(`  a: |\n    docker pull ${'\\'.repeat(n)} image=\n`)],
    ['actions', (n) => config(`  a: |\n${'    {{ x }}\n'.repeat(n / 10)}    image: a\n`)],
    ['escapes', (n) => config(`  a: "image: ${'\\u0020'.repeat(n)}x\\n"\n`)],
    [
      'variables',
      (n) =>
        `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a, env: [${'{ name: A_IMAGE, value: a/b }, '.repeat(n / 4)}] }] }\n`,
    ],
    [
      'arguments',
      (n) =>
        `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a, args: [${'"--a-image", "a/b", '.repeat(n / 4)}] }] }\n`,
    ],
    [
      'names',
      (n) =>
        `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a, args: ["--${'a-image-'.repeat(n)}=a/b:1"] }] }\n`,
    ],
    [
      'commas',
      (n) =>
        `apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a, args: ["--images=${'ghcr.io/a/b:1,'.repeat(n / 4)}"] }] }\n`,
    ],
  ])('linear in %s', (_, textOf) => {
    linear(textOf);
  });
});

import { describe, expect, it } from 'vitest';
import {
  addResults,
  type FunctionResult,
  type ResourceList,
  readResourceList,
  withItems,
} from '../../../src/krm/index.ts';
import { sourceText } from '../../../src/text/index.ts';

const head = 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n';
const items = `items:\n- apiVersion: v1\n  kind: Pod\n  data: |\n    - a\n    items:\n- # second\n  apiVersion: v1\n  kind: Pod\n`;
const config = 'functionConfig:\n  apiVersion: a/v1\n  kind: ImageCache\n  spec:\n    a: b\n';

const read = (text: string): ReturnType<typeof readResourceList> =>
  readResourceList(sourceText('stdin', text));

function list(text: string): ResourceList {
  const result = read(text);
  if (result?.ok !== true) throw new Error(`no list: ${JSON.stringify(result)}`);
  return result.value;
}

describe('a ResourceList as kustomize writes it', () => {
  it('gives its items as documents of the same length', () => {
    const { items: found } = list(head + items + config);
    expect(found).toEqual({
      start: `${head}items:\n`.length,
      texts: [
        '  apiVersion: v1\n  kind: Pod\n  data: |\n    - a\n    items:\n',
        '  # second\n  apiVersion: v1\n  kind: Pod\n',
      ],
    });
  });

  it.each([
    ['after the items', head + items + config],
    ['before them', head + config + items],
  ])('gives its functionConfig as a text of its own, %s', (_, text) => {
    expect(list(text).functionConfig).toBe('  apiVersion: a/v1\n  kind: ImageCache\n  spec:\n    a: b\n');
  });

  it('takes other items in their place, and leaves everything else', () => {
    const text = head + items + config;
    const found = list(text).items;
    if (found === undefined) throw new Error('no items');
    expect(withItems(text, found, found.texts)).toBe(text);
    expect(withItems(text, found, ['  a: 1\n', '  b: 2\n'])).toBe(`${head}items:\n- a: 1\n- b: 2\n${config}`);
  });
});

describe('in another layout it is one all the same', () => {
  it.each([
    ['no items', `${head}items: []\n`],
    ['null', `${head}items:\n`],
    ['indented items', `${head}items:\n  - apiVersion: v1\n    kind: Pod\n`],
    ['a dash alone', `${head}items:\n-\n  apiVersion: v1\n  kind: Pod\n`],
    ['CRLF', (head + items).replaceAll('\n', '\r\n')],
    ['JSON', '{"kind": "ResourceList", "apiVersion": "config.kubernetes.io/v1beta1", "items": [{"a": 1}]}'],
  ])('%s', (_, text) => {
    expect(list(text).items).toBeUndefined();
  });

  it('JSON keeps its functionConfig', () => {
    const text =
      '{"kind": "ResourceList", "apiVersion": "config.kubernetes.io/v1", "items": [], "functionConfig": {"a": 1}}';
    expect(list(text).functionConfig).toBe('{"a": 1}\n');
  });
});

it('a ConfigMap as functionConfig is arguments', () => {
  const text = `${head}items: []\nfunctionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data: {config: a.yaml, mode: check}\n`;
  expect(list(text).arguments).toEqual({ config: 'a.yaml', mode: 'check' });
  expect(list(head + items + config).arguments).toBeUndefined();
});

describe('what is none', () => {
  it.each([
    'apiVersion: v1\nkind: Pod\n',
    'apiVersion: v1\nkind: ConfigMap\ndata:\n  x: |\n    kind: ResourceList\n',
    'apiVersion: example.org/v1\nkind: ResourceList\nitems: []\n',
    '{"kind": "List"}',
    '',
  ])('%j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe('what is wrong with one', () => {
  it.each([
    ['no items at all', head, 'no-items'],
    ['items that are no list', `${head}items: {}\n`, 'no-items'],
    ['a second document', `${head}items: []\n---\napiVersion: v1\nkind: Pod\n`, 'not-one'],
    ['no YAML', `${head}items: []\nfunctionConfig: [\n`, 'unreadable'],
  ])('%s', (_, text, code) => {
    expect(read(text)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('results', () => {
  const result: FunctionResult = {
    message: 'a: "b"',
    severity: 'info',
    resourceRef: { apiVersion: 'v1', kind: 'Pod', name: 'p' },
    field: { path: 'spec.image', currentValue: 'a', proposedValue: 'b' },
  };
  const json = JSON.stringify(result);
  const before = '- {message: old}\n';

  it.each([
    ['none so far', head + items + config, `${head + items + config}results:\n- ${json}\n`],
    ['no final newline', `${head}items: []`, `${head}items: []\nresults:\n- ${json}\n`],
    ['an end marker', `${head}items: []\n...\n`, `${head}items: []\nresults:\n- ${json}\n...\n`],
    [
      'some in block style',
      `${head}results:\n${before}${items}`,
      `${head}results:\n${before}- ${json}\n${items}`,
    ],
    [
      'some, indented',
      `${head}items: []\nresults:\n  ${before}`,
      `${head}items: []\nresults:\n  ${before}  - ${json}\n`,
    ],
    [
      'some in flow style',
      `${head}items: []\nresults: [{message: old}]\n`,
      `${head}items: []\nresults: [{message: old}, ${json}]\n`,
    ],
    ['an empty list', `${head}results: []\n${items}`, `${head}results:  [${json}]\n${items}`],
    ['null', `${head}items: []\nresults:\n`, `${head}items: []\nresults: [${json}]\n`],
    ['JSON', '{"items": []}', `{"items": [], "results": [${json}]}`],
    ['flow style with a last comma', '{items: [],}', `{items: [], "results": [${json}]}`],
  ])('%s', (_, text, expected) => {
    expect(addResults(text, [result])).toBe(expected);
  });

  it('without any, the text stays', () => {
    expect(addResults(head + items, [])).toBe(head + items);
  });
});

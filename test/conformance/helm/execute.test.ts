import { describe, expect, it } from 'vitest';
import { defineTrees, parseTemplate, type TemplateTree } from '../../../src/formats/gotemplate/index.ts';
import { sprintf } from '../../../src/helm/go/fmt/sprintf.ts';
import { formatValue } from '../../../src/helm/go/fmt/value.ts';
import { valueOfJson } from '../../../src/helm/strvals/json-value.ts';
import { executeTemplate } from '../../../src/helm/template/execute.ts';
import type { NamedTemplate } from '../../../src/helm/template/named-template.ts';
import { type Call, newBudget } from '../../../src/helm/template/state.ts';
import {
  type HostObject,
  type Method,
  nil,
  type TableValue,
  type Value,
} from '../../../src/helm/values/value.ts';
import { err, ok } from '../../../src/result.ts';
import { sourceText } from '../../../src/text/index.ts';
import { executeTable } from './execute-table.ts';

const text = (value: string): Value => ({ kind: 'string', value });

const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  printf: ([format, ...rest]) => text(sprintf(format?.kind === 'string' ? format.value : '', rest)),
  list: (items) => ({ kind: 'list', items }),
  dict: (args) => {
    const entries = new Map<string, Value>();
    for (let i = 0; i + 1 < args.length; i += 2) entries.set(formatValue(args[i] ?? nil), args[i + 1] ?? nil);
    return { kind: 'table', entries };
  },
  upper: ([value]) => text(formatValue(value ?? nil).toUpperCase()),
  len: ([value]) => ({
    kind: 'int',
    type: 'int',
    value: BigInt(value?.kind === 'list' ? value.items.length : 0),
  }),
  eq: ([a, b]) => ({ kind: 'bool', value: formatValue(a ?? nil) === formatValue(b ?? nil) }),
  nothing: () => nil,
};

const testFunctions = new Map<string, Call>([
  ...Object.entries(functions).map(([name, fn]) => [name, (_, args) => ok(fn(args))] as [string, Call]),
  ['boom', (_, [message]) => err({ code: 'function', message: formatValue(message ?? nil) })],
]);

const capabilities: HostObject = {
  kind: 'host',
  type: 'main.Caps',
  text: '{v1 3}',
  fields: new Map([
    ['Version', text('v1')],
    ['N', { kind: 'int', type: 'int', value: 3n }],
  ]),
  methods: new Map<string, Method>([
    [
      'Has',
      { params: ['string'], run: ([value]) => ({ kind: 'bool', value: formatOf(value) === 'apps/v1' }) },
    ],
  ]),
};

function formatOf(value: Value | undefined): string {
  return value?.kind === 'string' ? value.value : '';
}

function templatesOf(source: string): ReadonlyMap<string, NamedTemplate> {
  const text = sourceText('main', source);
  const parsed = parseTemplate(text, {
    functions: new Set([...testFunctions.keys(), 'and', 'or']),
  });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const set = new Map<string, TemplateTree>();
  defineTrees(set, parsed.value.trees);
  return new Map([...set].map(([name, tree]) => [name, { name, tree, source: text }]));
}

function root(data: unknown): HostObject {
  const fields = new Map<string, Value>([
    ['Values', valueOfJson(data)],
    ['Caps', capabilities],
  ]);
  return { kind: 'host', type: 'root', text: '', fields };
}

function printed(source: string, data: unknown): string {
  const result = executeTemplate(
    { templates: templatesOf(source), functions: testFunctions },
    'main',
    root(data),
  );
  return result.ok ? result.value.map((piece) => piece.text).join('') : `ERR ${result.error.message}`;
}

describe('executing templates', () => {
  it.each(executeTable)('%s', (source, data, expected) => {
    expect(printed(source, data)).toBe(expected);
  });

  it('tells where each piece is from', () => {
    const source = 'image: {{ .Values.image }}';
    const place = { file: 'values.yaml', keys: undefined, span: { start: 7, end: 12 } };
    const image: Value = { kind: 'string', value: 'nginx', place };
    const table: TableValue = { kind: 'table', entries: new Map([['image', image]]) };
    const dot: HostObject = { ...root({}), fields: new Map([['Values', table]]) };
    const result = executeTemplate({ templates: templatesOf(source), functions: testFunctions }, 'main', dot);
    expect(result.ok && result.value).toEqual([
      { text: 'image: ', template: 'main', span: { start: 0, end: 7 } },
      { text: 'nginx', template: 'main', span: { start: 7, end: source.length }, value: image },
    ]);
  });

  it.each<[string, string, number, number, number]>([
    ['endless recursion', '{{define "t"}}{{template "t" .}}{{end}}{{template "t" .}}', 1e7, 1e7, 1_000],
    [
      'endless recursion that no limit meets first',
      '{{define "t"}}{{template "t" .}}{{end}}{{template "t" .}}',
      1e9,
      1e9,
      1e9,
    ],
    ['large ranges', '{{range 1000000000}}x{{end}}', 1e6, 1e7, 1_000],
    [
      'ranges within ranges',
      '{{range 1000}}{{range 1000}}{{range 1000}}x{{end}}{{end}}{{end}}',
      1e5,
      1e7,
      1_000,
    ],
    ['much output', '{{range 100000}}xxxxxxxxxxxxxxxxxxxx{{end}}', 1e7, 1e5, 1_000],
  ])('%s is stopped', (_, source, steps, outputUnits, depth) => {
    const budget = { ...newBudget(), steps, outputUnits, depth };
    const execution = { templates: templatesOf(source), functions: testFunctions, budget };
    const result = executeTemplate(execution, 'main', root({}));
    expect(result.ok ? 'printed' : result.error.code).toBe('limit');
  });
});

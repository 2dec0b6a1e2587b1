import { describe, expect, it } from 'vitest';
import { chartValues } from '../../../src/helm/chart/chart-values.ts';
import { enabledCharts } from '../../../src/helm/chart/enabled.ts';
import { importValues } from '../../../src/helm/chart/import-values.ts';
import type { Chart, ChartDependency } from '../../../src/helm/chart/types.ts';
import { coalesceValues } from '../../../src/helm/values/coalesce.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { emptyTable, type TableValue } from '../../../src/helm/values/value.ts';
import { sourceText } from '../../../src/text/index.ts';
import { plain } from '../../support/helm-values.ts';

function values(text: string): TableValue {
  const read = readValues(sourceText('values.yaml', text));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function listed(name: string, more: Partial<ChartDependency> = {}): ChartDependency {
  return {
    name,
    version: '>=1',
    repository: '',
    alias: '',
    condition: '',
    tags: [],
    importValues: [],
    ...more,
  };
}

function chart(
  name: string,
  text: string,
  dependencies: readonly Chart[] = [],
  list?: readonly ChartDependency[],
  version = '1.0.0',
): Chart {
  const kind = { apiVersion: 'v2', appVersion: '', type: '', kubeVersion: '' };
  const content = { templates: [], crds: [], files: [] };
  return {
    metadata: { name, version, ...kind, dependencies: list, table: emptyTable },
    values: values(text),
    dependencies,
    ...content,
  };
}

function names({ metadata, dependencies }: Chart): unknown {
  return dependencies.length === 0 ? metadata.name : { [metadata.name]: dependencies.map(names) };
}

function on(top: Chart, given = ''): unknown {
  const result = enabledCharts(top, values(given));
  return result.ok ? names(result.value) : result.error;
}

function processed(top: Chart, given = ''): unknown {
  const enabled = enabledCharts(top, values(given));
  const imported = enabled.ok ? importValues(enabled.value) : enabled;
  if (!imported.ok) return imported.error;
  const coalesced = coalesceValues(chartValues(imported.value), values(given));
  return coalesced.ok ? plain(coalesced.value) : coalesced.error;
}

// What Helm 4.2.3 does with each (pkg/chart/v2/util, ProcessDependencies), as it was run.
describe('subcharts', () => {
  const sub = chart('sub', 'enabled: false\n');
  const other = chart('other', '');

  it.each<[string, Partial<ChartDependency>, string, boolean]>([
    ['without condition and tags', {}, '', true],
    ['by its condition', { condition: 'sub.use' }, 'sub: {use: false}', false],
    ['by a default of its own', { condition: 'sub.enabled' }, '', false],
    ['by the first condition that is there', { condition: 'a.b,sub.use' }, 'sub: {use: false}', false],
    ['not by a condition that is no boolean', { condition: 'sub.use' }, 'sub: {use: "false"}', true],
    ['by a tag', { tags: ['x'] }, 'tags: {x: false}', false],
    ['by one tag of several', { tags: ['x', 'z'] }, 'tags: {x: false, z: true}', true],
    [
      'by the condition before the tags',
      { tags: ['x'], condition: 'sub.use' },
      'tags: {x: false}\nsub: {use: true}',
      true,
    ],
    ['by name, whatever the version', { version: '2.x', condition: 'sub.use' }, 'sub: {use: false}', false],
    ['in another version than is listed', { version: '2.x' }, '', true],
  ])('are on or off: %s', (_, more, given, enabled) => {
    const top = chart('top', '', [sub], [listed('sub', more)]);
    expect(on(top, given)).toEqual(enabled ? { top: ['sub'] } : 'top');
  });

  it('that are not listed are on', () => {
    expect(
      on(chart('top', '', [sub, other], [listed('sub', { condition: 'sub.use' })]), 'sub: {use: false}'),
    ).toEqual({
      top: ['other'],
    });
  });

  it('go by their aliases, as often as they are listed', () => {
    const list = [
      listed('sub', { alias: 'one' }),
      listed('sub', { alias: 'two', condition: 'two.use' }),
      listed('sub'),
    ];
    expect(on(chart('top', '', [sub], list), 'two: {use: false}')).toEqual({ top: ['one', 'sub'] });
  });

  it('switch their own, whose conditions start where they are', () => {
    const middle = chart(
      'middle',
      'deep: {use: false}\n',
      [chart('deep', '')],
      [listed('deep', { condition: 'deep.use' })],
    );
    const top = chart('top', '', [middle], [listed('middle')]);
    expect(on(top)).toEqual({ top: ['middle'] });
    expect(on(top, 'middle: {deep: {use: true}}')).toEqual({ top: [{ middle: ['deep'] }] });
  });

  it('are left as they are below a chart that lists none', () => {
    const middle = chart('middle', '', [sub], [listed('sub', { condition: 'sub.enabled' })]);
    expect(on(chart('top', '', [middle]))).toEqual({ top: [{ middle: ['sub'] }] });
    expect(on(chart('top', '', [middle], []))).toEqual({ top: ['middle'] });
  });

  it('give the values that the parent imports, which are weaker than its own', () => {
    const from = chart('sub', 'exports: {data: {a: 1, b: 1}}\nnet: {port: 80}\n');
    const imports = [
      { child: 'exports.data', parent: '.' },
      { child: 'net', parent: 'service.net' },
    ];
    const top = chart('top', 'b: 2\n', [from], [listed('sub', { importValues: imports })]);
    expect(processed(top)).toEqual({
      a: 1,
      b: 2,
      service: { net: { port: 80 } },
      sub: { exports: { data: { a: 1, b: 1 } }, net: { port: 80 }, global: {} },
    });
  });
});

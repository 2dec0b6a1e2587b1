import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/helm/chart/types.ts';
import { createEngine, type Engine } from '../../src/helm/engine/engine.ts';
import { layOver } from '../../src/helm/engine/lay-over.ts';
import type { EngineError } from '../../src/helm/engine/options.ts';
import { overlay } from '../../src/helm/values/overlay.ts';
import type { TableValue, Value } from '../../src/helm/values/value.ts';
import { keyText } from '../../src/helm/values/value-key.ts';
import type { Result } from '../../src/result.ts';
import { chartOf, valuesOf } from '../support/helm-chart.ts';

/** `HELM_RUNS=20000` for a long search. */
const numRuns = Number(process.env.HELM_RUNS ?? 300);

const scalar = fc.constantFrom<unknown>('x', '', 'y', true, false, 0, 1, null, [], ['a'], {}, [{ on: 1 }]);
const name = fc.constantFrom('on', 'a', 'b', 'sub', 'other', 'deep', 'global', 'tags', 'imported', 'enabled');

/** Names of subcharts, switches and globals meet each other in them. */
const values: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc
  .letrec<{ table: Record<string, unknown>; value: unknown }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('table')),
    table: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  }))
  .table.map((table) => table);

const tableOf = (made: unknown): TableValue => valuesOf(JSON.stringify(made));

const metadata = (chart: string, more = ''): string =>
  `apiVersion: v2\nname: ${chart}\nversion: 1.0.0\n${more}`;

const dependencies = `dependencies:
- {name: sub, version: 1.0.0, condition: "sub.enabled,on", tags: [b], import-values: [{child: a, parent: imported}]}
- {name: sub, alias: other, version: 1.0.0, condition: other.enabled}
`;

const template =
  '{{ kindOf .Values.a }} {{ kindOf .Values.global }} {{ .Chart.Name }} {{ .Capabilities.APIVersions.Has "x/v1" }}';

function chartWith(all: readonly Readonly<Record<string, unknown>>[]): Chart {
  const [top = '', sub = '', deep = ''] = all.map((each) => JSON.stringify(each));
  return chartOf({
    'Chart.yaml': metadata('top', dependencies),
    'values.yaml': top,
    'templates/x.yaml': template,
    'charts/sub/Chart.yaml': metadata(
      'sub',
      'dependencies: [{name: deep, version: 1.0.0, condition: deep.on}]\n',
    ),
    'charts/sub/values.yaml': sub,
    'charts/sub/templates/x.yaml': template,
    'charts/sub/charts/deep/Chart.yaml': metadata('deep'),
    'charts/sub/charts/deep/values.yaml': deep,
    'charts/sub/charts/deep/templates/x.yaml': template,
  });
}

/** Values with their keys, tables in the order of their names and without nulls. */
function shown(value: Value): unknown {
  const key = value.key === undefined ? undefined : keyText(value.key);
  if (value.kind === 'table')
    return [
      key,
      'table',
      [...value.entries]
        .filter(isSome)
        .sort(byName)
        .map(([each, entry]) => [each, shown(entry)]),
    ];
  if (value.kind === 'list') return [key, 'list', value.items.map(shown)];
  return [key, value.kind, 'value' in value ? value.value : undefined];
}

function isSome([, value]: readonly [string, Value]): boolean {
  return value.kind !== 'nil';
}

function byName([a]: readonly [string, Value], [b]: readonly [string, Value]): number {
  return a < b ? -1 : 1;
}

/** All that can be seen of an engine, or why there is none. */
function seen(engine: Result<Engine, EngineError>): unknown {
  if (!engine.ok) return engine.error;
  const { values, files } = engine.value;
  const texts = files.map((file) => {
    const result = engine.value.renderFile(file);
    return [file.name, result.ok ? result.value.map(({ text }) => text).join('') : result.error.message];
  });
  return [shown(values), texts];
}

describe('values laid over those of an engine', () => {
  test('are as if they had been given with the others', () => {
    let shared = 0;
    fc.assert(
      fc.property(fc.tuple(values, values, values), values, values, (charts, given, over) => {
        const chart = chartWith(charts);
        const engine = createEngine(chart, tableOf(given));
        if (!engine.ok) return;
        const before = shown(engine.value.values);
        const made = engine.value.with(tableOf(over), ['x/v1']);
        if (layOver(engine.value.values, tableOf(over), engine.value.chart) !== undefined) shared++;
        const whole = createEngine(chart, overlay(tableOf(given), tableOf(over)), { apiVersions: ['x/v1'] });
        expect(seen(made)).toEqual(seen(whole));
        expect(shown(engine.value.values)).toEqual(before);
      }),
      { numRuns },
    );
    expect(shared).toBeGreaterThan(numRuns / 20);
  });
});

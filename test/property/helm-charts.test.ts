import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/helm/engine/engine.ts';
import { newTrace } from '../../src/helm/template/trace.ts';
import { emptyTable } from '../../src/helm/values/value.ts';
import { analyseChart } from '../../src/sources/helm/analyse.ts';
import { chartOf } from '../support/helm-chart.ts';
import { damaged, helmTemplate, helmValues } from './helm-arbitraries.ts';

/** `HELM_RUNS=20000` for a long search. */
const numRuns = Number(process.env.HELM_RUNS ?? 60);

type Files = Readonly<Record<string, string>>;

const files: fc.Arbitrary<Files> = fc
  .record({ a: helmTemplate, helpers: helmTemplate, values: helmValues })
  .map(({ a, helpers, values }) => ({
    'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\nappVersion: "1.2"\n',
    'values.yaml': JSON.stringify(values),
    'templates/_helpers.tpl': `{{ define "help" }}${helpers}{{ end }}`,
    'templates/a.yaml': a,
    'templates/pod.yaml': `spec:\n  containers:\n  - name: x\n    image: ${a}\n`,
  }));

function analysed(chart: Files): unknown {
  return analyseChart(
    { chart: chartOf(chart), problems: [] },
    { values: emptyTable, release: 'r', namespace: 'n', apiVersions: [], sourceOf: () => undefined },
  );
}

function engineOf(chart: Files): Engine {
  const created = createEngine(chartOf(chart), emptyTable);
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

/** Each file, or what is said to it. */
function rendered(engine: Engine, traced: boolean): readonly (readonly string[])[] {
  return engine.files.map((file) => {
    const result = engine.renderFile(file, traced ? newTrace(false) : undefined);
    return [
      file.name,
      result.ok ? result.value.map(({ text }) => text).join('') : `error: ${result.error.message}`,
    ];
  });
}

describe('charts of any templates and values', () => {
  test('are analysed, twice the same', () => {
    fc.assert(
      fc.property(files, (chart) => {
        expect(analysed(chart)).toEqual(analysed(chart));
      }),
      { numRuns },
    );
  });

  test('print the same when they are traced', () => {
    fc.assert(
      fc.property(files, (chart) => {
        expect(rendered(engineOf(chart), true)).toEqual(rendered(engineOf(chart), false));
      }),
      { numRuns },
    );
  });

  test('are analysed when they are damaged', () => {
    fc.assert(
      fc.property(files, damaged, (chart, damage) => {
        const changed = Object.entries(chart).map(([path, text]) => [
          path,
          path.startsWith('templates/') ? damage(text) : text,
        ]);
        expect(() => analysed(Object.fromEntries(changed))).not.toThrow();
      }),
      { numRuns },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { chartValues } from '../../../src/helm/chart/chart-values.ts';
import { enabledCharts } from '../../../src/helm/chart/enabled.ts';
import { importValues } from '../../../src/helm/chart/import-values.ts';
import type { Chart } from '../../../src/helm/chart/types.ts';
import { renderChart } from '../../../src/helm/engine/render-chart.ts';
import { applySet } from '../../../src/helm/strvals/apply.ts';
import { valueOfJson } from '../../../src/helm/strvals/json-value.ts';
import { coalesceValues } from '../../../src/helm/values/coalesce.ts';
import { chartOf, valuesOf } from '../../support/helm-chart.ts';
import { plain } from '../../support/helm-values.ts';
import { printedCases, valuesCases } from './charts-table.ts';
import { ownTable, ownValues } from './functions-table.ts';
import { languageGiven, languageTable, languageValues } from './language-table.ts';
import { setTable } from './set-table.ts';
import { sprigGiven, sprigTable, sprigValues } from './sprig-table.ts';

function printed(files: Readonly<Record<string, string>>, given: string): Readonly<Record<string, string>> {
  const result = renderChart(chartOf(files), valuesOf(given));
  if (!result.ok) throw new Error(result.error.message);
  return Object.fromEntries([
    ...result.value.files.map(({ name, text }) => [name, text]),
    ...result.value.failures.map(({ name, error }) => [name, `ERR ${error.message}`]),
  ]);
}

const tables = [
  { of: 'the language', table: languageTable, values: languageValues, given: languageGiven },
  { of: 'Sprig', table: sprigTable, values: sprigValues, given: sprigGiven },
  { of: 'Helm', table: ownTable, values: ownValues, given: '' },
];

for (const { of, table, values, given } of tables) {
  const chart = { 'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n', 'values.yaml': values };
  for (const [what, rows] of Object.entries(table)) {
    describe(`${of}: ${what}`, () => {
      it.each(rows)('%s', (template, expected) => {
        const text = printed({ ...chart, 'templates/a': template }, given)['one/templates/a'] ?? '';
        if (expected === 'ERR') expect(text).toMatch(/^ERR ./);
        else expect(text).toBe(expected);
      });
    });
  }
}

describe('--set and its relatives', () => {
  const cases = setTable.map(([kind, args, expected, into = {}]) => ({ kind, args, expected, into }));

  it.each(cases)('$kind $args', ({ kind, args, expected, into }) => {
    let values = valueOfJson(into);
    for (const argument of args) {
      if (values.kind !== 'table') throw new TypeError('values are a table');
      const result = applySet(values, kind, argument, (path) => ({ ok: true, value: `content of ${path}` }));
      if (!result.ok) {
        expect(expected, result.error.message).toBeUndefined();
        return;
      }
      values = result.value;
    }
    expect(plain(values)).toEqual(expected);
  });
});

/** In the order of the alphabet. */
function names({ metadata, dependencies }: Chart): unknown {
  if (dependencies.length === 0) return metadata.name;
  const below = dependencies.map(names);
  return { [metadata.name]: below.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

describe('values and subcharts', () => {
  it.each(valuesCases)('$what', ({ files, given, charts, values }) => {
    const enabled = enabledCharts(chartOf(files), valuesOf(given));
    const imported = enabled.ok ? importValues(enabled.value) : enabled;
    const coalesced = imported.ok ? coalesceValues(chartValues(imported.value), valuesOf(given)) : imported;
    expect(imported.ok && names(imported.value)).toEqual(charts ?? false);
    expect(coalesced.ok && plain(coalesced.value)).toEqual(values ?? false);
  });
});

describe('what charts print', () => {
  it.each(printedCases)('$what', ({ files, given, printed: expected }) => {
    const all = Object.entries(printed(files, given));
    expect(Object.fromEntries(all.filter(([name]) => !/\/_[^/]*$/.test(name)))).toEqual(expected);
  });
});

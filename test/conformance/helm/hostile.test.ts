import { describe, expect, it } from 'vitest';
import { emptyTable } from '../../../src/helm/values/value.ts';
import { analyseChart } from '../../../src/sources/helm/analyse.ts';
import type { ChartAnalysis } from '../../../src/sources/helm/chart-analysis.ts';
import { chartOf } from '../../support/helm-chart.ts';
import { hostileTable } from './hostile-table.ts';

type Files = Readonly<Record<string, string>>;

const one: Files = {
  'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n',
  'templates/a.yaml': 'kind: Pod\napiVersion: v1\nspec: {containers: [{name: a, image: "a/a:1"}]}\n',
  'templates/z.yaml': 'kind: Pod\napiVersion: v1\nspec: {containers: [{name: z, image: "z/z:1"}]}\n',
};

function analysed(files: Files): ChartAnalysis {
  return analyseChart(
    { chart: chartOf({ ...one, ...files }), problems: [] },
    { values: emptyTable, release: 'r', namespace: 'n', apiVersions: [], sourceOf: () => undefined },
  );
}

function imagesOf({ images }: ChartAnalysis): readonly string[] {
  return images.map(({ value }) => value);
}

const rows = hostileTable.map(([name, template, message, at, more = {}]) => ({
  name,
  template,
  message,
  at,
  more,
}));

describe('what a template does is bounded, named where it stands, and the files beside it are read', () => {
  it.each(rows)('$name', ({ template, message, at, more }) => {
    const { problems, ...rest } = analysed({ 'templates/hostile.yaml': template, ...more });
    const told = problems.map(({ file, span, message }) => [
      file,
      template.slice(span.start, span.end),
      message,
    ]);
    expect(told).toEqual([['top/templates/hostile.yaml', at, message]]);
    expect(imagesOf({ problems, ...rest })).toEqual(['z/z:1', 'a/a:1']);
  });
});

describe('what is large and does no harm is rendered', () => {
  it('a key that is made of a whole chart, its files of three million characters among them', () => {
    const files = {
      'crds/large.yaml': `# ${'x'.repeat(3_000_000)}\n`,
      'templates/odd.yaml':
        '{{ range until 3 }}{{ $_ := dict "value" $.Values.a "context" "b" $ }}{{ end }}kind: Pod\napiVersion: v1\nspec: {containers: [{name: m, image: "m/m:1"}]}\n',
    };
    const { problems, ...rest } = analysed(files);
    expect(problems).toEqual([]);
    expect(imagesOf({ problems, ...rest })).toContain('m/m:1');
  });
});

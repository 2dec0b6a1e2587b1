import { readFileSync } from 'node:fs';
import { loadChart } from '../../src/helm/chart/load.ts';
import type { Chart } from '../../src/helm/chart/types.ts';
import { createParseCache, type ParseCache } from '../../src/helm/engine/parse-cache.ts';
import { type Exploration, explore } from '../../src/helm/reach/explore.ts';
import { emptyTable } from '../../src/helm/values/value.ts';
import { err, ok, type Result } from '../../src/result.ts';
import type { ChartOptions } from '../../src/sources/helm/chart-options.ts';
import { type GatheredImage, gatherImages } from '../../src/sources/helm/gather.ts';
import { lookInto } from '../../src/sources/helm/look-into.ts';
import { imagesIn } from '../../src/sources/helm/rendered-images.ts';
import { type SourceText, sourceText } from '../../src/text/index.ts';
import { gunzip, readFolder } from '../helm/charts.ts';

export interface Analysed {
  readonly folder: string;
  readonly chart: Chart;
  readonly images: readonly GatheredImage[];
  readonly exploration: Exploration;
}

/** Of all charts: most have copies of the same subcharts. */
export const cache: ParseCache = createParseCache();

/** What `analyseChart` is made of, before its conditions become texts; the error is one sentence. */
export function analyse(folder: string): Result<Analysed, string> {
  const loaded = loadChart(folder, readFolder(folder), gunzip);
  if (!loaded.ok) return err(loaded.error.message);
  const explored = explore(loaded.value.chart, emptyTable, { cache }, lookInto);
  if (!explored.ok) return err(explored.error.message);
  const exploration = explored.value;
  const found = [...exploration.given, ...exploration.worlds].map((each) => imagesIn(each, exploration));
  const { images } = gatherImages(found, exploration, optionsFor());
  return ok({ folder, chart: loaded.value.chart, images, exploration });
}

/** A text is asked for with each piece of an image, and read once, as by the scan. */
function optionsFor(): ChartOptions {
  const sources = new Map<string, SourceText | undefined>();
  return {
    values: emptyTable,
    release: 'release-name',
    namespace: 'default',
    apiVersions: [],
    sourceOf: (file) => {
      if (!sources.has(file)) sources.set(file, sourceIn(file));
      return sources.get(file);
    },
  };
}

function sourceIn(file: string): SourceText | undefined {
  try {
    return sourceText(file, readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

import type { SkippedFile } from '../../audit/index.ts';
import type { Gunzip } from '../../helm/chart/archive.ts';
import type { Chart } from '../../helm/chart/types.ts';
import { type EditedContent, gunzip } from '../../host/index.ts';
import {
  completeChart,
  dependencyFinder,
  type FindDependency,
  type MissingDependency,
} from './dependencies.ts';
import { type ChartLoader, chartLoader } from './load.ts';
import { type ChartTexts, createTexts } from './texts.ts';

/** A chart with all that is at hand of it, in memory. */
export interface OpenedChart {
  readonly chart: Chart;
  readonly missing: readonly MissingDependency[];
  readonly fetched: readonly MissingDependency[];
  readonly texts: ChartTexts;
  /** Parts that could not be read. */
  readonly skipped: readonly SkippedFile[];
}

/** Loads a chart, from a path or from among those of places. */
export type Look = (
  loader: ChartLoader,
  find: (places: readonly string[]) => FindDependency,
) => Chart | undefined;

export interface OpenOptions {
  readonly root: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  /** Where missing dependencies are looked for. */
  readonly dependencies: readonly string[];
  /** Whether git has a file of the chart, by its path from the root on. */
  readonly isListed: (path: string) => boolean;
  /** What reports call the chart where its archives are too much. */
  readonly name: string;
}

/** Once the archives of a chart hold so much together, no further one is unpacked; real ones have a tenth of it. */
const mostUnpacked = 64 * 1024 * 1024;

interface BoundedGunzip {
  readonly gunzip: Gunzip;
  /** Whether an archive was refused for what the others hold. */
  readonly isSpent: () => boolean;
}

function boundedGunzip(): BoundedGunzip {
  let left = mostUnpacked;
  let spent = false;
  return {
    gunzip: (bytes, maxBytes) => {
      if (left <= 0) {
        spent = true;
        return undefined;
      }
      const unpacked = gunzip(bytes, maxBytes);
      left -= unpacked?.length ?? 0;
      return unpacked;
    },
    isSpent: () => spent,
  };
}

/** Opens the chart that `look` comes to, and completes it. */
export function openChart(
  look: Look,
  options: OpenOptions,
): OpenedChart | { readonly chart: undefined; readonly skipped: readonly SkippedFile[] } {
  const { root, dependencies, name } = options;
  const bounded = boundedGunzip();
  const texts = createTexts(boundedGunzip().gunzip);
  const loader = chartLoader({ ...options, texts, gunzip: bounded.gunzip });
  const anywhere = chartLoader({ ...options, texts, gunzip: bounded.gunzip, isListed: () => true });
  const finder = (places: readonly string[]): FindDependency => dependencyFinder(root, places, anywhere);
  const loaded = look(loader, finder);
  if (loaded === undefined) return { chart: undefined, skipped: [...loader.skipped, ...anywhere.skipped] };
  const { chart, missing, fetched } = completeChart(loaded, finder(dependencies));
  const skipped = [...loader.skipped, ...(bounded.isSpent() ? [tooMuch(name)] : [])];
  return { chart, missing, fetched, texts, skipped };
}

function tooMuch(name: string): SkippedFile {
  const reason = `the archives of the chart hold more than ${mostUnpacked} bytes together: not all were unpacked`;
  return { file: name === '' ? 'Chart.yaml' : name, reason };
}

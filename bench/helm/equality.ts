import { appendFileSync, writeFileSync } from 'node:fs';
import type { EngineOptions } from '../../src/helm/engine/options.ts';
import { createParseCache } from '../../src/helm/engine/parse-cache.ts';
import { nameOf, type Rendering } from './charts.ts';
import { type Difference, differencesBetween, withoutRandom } from './compare.ts';
import { imagesIn } from './images.ts';
import { type Rendered, renderOurs } from './ours.ts';
import { renderTheirs, runHelm } from './theirs.ts';

/**
 * - `equal`: every document means the same. - `documents`: some differ, but not in their images. - `images`: images differ.
 * - `both-refuse`: neither renders the chart. - `we-refuse`, `helm-refuses`: only the other one does. - `crash`: ours threw.
 */
export type Outcome = (typeof outcomeNames)[number];

export const outcomeNames = [
  'equal',
  'both-refuse',
  'documents',
  'images',
  'we-refuse',
  'helm-refuses',
  'crash',
] as const;

export interface Compared {
  readonly outcome: Outcome;
  readonly differences: readonly Difference[];
  /** Of who refuses the chart. */
  readonly helm?: string;
  readonly ours?: string;
}

export interface EqualityOptions {
  readonly helm: string;
  readonly kept: string | undefined;
  /** Where all differences go, as lines of JSON. */
  readonly file: string | undefined;
}

/** Renders with both and says how they compare, in the order of the renderings. */
export function compareAll(renderings: readonly Rendering[], options: EqualityOptions): readonly Outcome[] {
  const cache = createParseCache();
  if (options.file !== undefined) writeFileSync(options.file, '');
  return renderings.map((rendering) => {
    const compared = compare(rendering, options, { cache });
    const { outcome } = compared;
    if (outcome === 'equal') return outcome;
    const chart = nameOf(rendering.chart);
    if (options.file !== undefined)
      appendFileSync(options.file, `${JSON.stringify({ chart, rendering: rendering.name, ...compared })}\n`);
    if (outcome !== 'both-refuse') console.log(`${outcome}: ${chart} ${rendering.name}${summary(compared)}`);
    return outcome;
  });
}

function compare(rendering: Rendering, { helm, kept }: EqualityOptions, options: EngineOptions): Compared {
  const theirs = renderTheirs(helm, rendering, kept);
  const ours = tryOurs(rendering, options);
  if (ours instanceof Error) return { outcome: 'crash', differences: [], ours: ours.stack ?? ours.message };
  if (!theirs.ok && !ours.ok)
    return { outcome: 'both-refuse', differences: [], helm: theirs.error, ours: ours.error };
  if (!theirs.ok) return { outcome: 'helm-refuses', differences: [], helm: theirs.error };
  if (!ours.ok) return { outcome: 'we-refuse', differences: [], ours: ours.error };
  let differences = differencesBetween(theirs.value, ours.value);
  if (differences.length > 0) {
    const again = runHelm(helm, rendering);
    if (again.ok) differences = withoutRandom(differences, differencesBetween(theirs.value, again.value));
  }
  if (differences.length === 0) return { outcome: 'equal', differences };
  const images = [imagesIn(differences, 'helm'), imagesIn(differences, 'ours')].map((set) =>
    [...set].sort().join(),
  );
  return { outcome: images[0] === images[1] ? 'documents' : 'images', differences };
}

function tryOurs(rendering: Rendering, options: EngineOptions): Rendered | Error {
  try {
    return renderOurs(rendering, options);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function summary({ outcome, differences, helm, ours }: Compared): string {
  if (outcome === 'helm-refuses') return `\n    helm: ${firstLine(helm)}`;
  if (outcome === 'we-refuse' || outcome === 'crash') return `\n    ours: ${firstLine(ours)}`;
  const shown = differences
    .slice(0, 3)
    .map(
      ({ source, at, helm, ours }) =>
        `\n    ${source} ${at}\n      helm ${brief(helm)}\n      ours ${brief(ours)}`,
    );
  return `${shown.join('')}${differences.length > 3 ? `\n    and ${differences.length - 3} more` : ''}`;
}

const firstLine = (text: string | undefined): string =>
  (text ?? '').split('\n').slice(0, 2).join(' ').slice(0, 300);

const brief = (value: unknown): string =>
  (value === undefined ? '(nothing)' : (JSON.stringify(value) ?? '')).slice(0, 200);

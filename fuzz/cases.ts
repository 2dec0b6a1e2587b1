import { extractImages } from '../src/sources/extract.ts';
import type { Source } from '../src/sources/source.ts';
import { type SourceText, sourceText } from '../src/text/index.ts';
import { applyChanges, type Change } from '../test/support/fuzz/changes.ts';
import { complaintsOf } from '../test/support/fuzz/judge.ts';
import { allSources, contextOf, type Sample, textOf } from './corpus.ts';
import { changesFrom, numbersOf } from './random.ts';
import { noteSlow, type Slow } from './slowest.ts';
import { watch } from './watch.ts';

type Samples = ReadonlyMap<Source, readonly Sample[]>;

interface Case {
  readonly source: Source;
  readonly sample: Sample;
  readonly text: string;
  readonly changes: readonly Change[];
}

/** Most repetitions in one change: enough that what is quadratic is told from what is not. */
const repetitions = 3000;

function makeCase(chosen: readonly Source[], samples: Samples, seed: number, index: number): Case {
  const next = numbersOf(seed, index);
  const source = chosen[index % chosen.length] as Source;
  const own = samples.get(source) as readonly Sample[];
  const sample = own[next(own.length)] as Sample;
  return { source, sample, text: textOf(sample), changes: changesFrom(next, repetitions) };
}

export function showCase(chosen: readonly Source[], samples: Samples, seed: number, index: number): string {
  const { source, sample, text, changes } = makeCase(chosen, samples, seed, index);
  const complaints = read(source, sample, applyChanges(text, changes));
  const fewest = fewestChanges(source, sample, text, changes, complaints[0]);
  console.error(`${source.id} ${sample.path}\n${JSON.stringify(fewest)}\n${complaints.join('\n')}`);
  return applyChanges(text, fewest);
}

export function runCases(chosen: readonly Source[], samples: Samples, seed: number, cases: number): number {
  console.log(`${cases} cases, ${chosen.length} sources, --seed ${seed}`);
  const watcher = watch();
  const slowest = new Map<string, Slow>();
  const failures = new Map<string, number>();
  for (let index = 0; index < cases; index++) {
    watcher.at(index);
    const { source, sample, text, changes } = makeCase(chosen, samples, seed, index);
    const changed = applyChanges(text, changes);
    const begin = performance.now();
    const complaints = read(source, sample, changed);
    const slow = { source: source.id, path: sample.path, index, size: changed.length };
    noteSlow(slowest, { ...slow, time: performance.now() - begin }, () => read(source, sample, changed));
    const [first] = complaints;
    if (first === undefined) continue;
    const kind = kindOf(source, first);
    const count = failures.get(kind) ?? 0;
    failures.set(kind, count + 1);
    if (count < 2) console.log(`case ${index}: ${source.id} ${sample.path}: ${first}`);
  }
  watcher.end();
  for (const slow of slowest.values()) {
    const { source, path, index, size, time } = slow;
    console.log(
      `slowest of ${source}: case ${index}, ${path}, ${size} characters, ${time.toFixed(1)} ms; ${doubled(chosen, samples, seed, slow)}`,
    );
  }
  for (const [kind, count] of failures) console.log(`${count} × ${kind}`);
  return failures.size;
}

/** One complaint for all numbers and names in it. */
function kindOf(source: Source, complaint: string): string {
  return `${source.id}: ${complaint
    .replace(/"(?:[^"\\]|\\.)*"/g, '"…"')
    .replace(/\d+/g, '0')
    .slice(0, 160)}`;
}

/** The source alone, the sources that claim the path in their order, and for each file one source that does not claim it. */
function read(source: Source, sample: Sample, text: string): readonly string[] {
  const file = sourceText(sample.path, text);
  const context = contextOf(sample, file);
  const complaints = complaintsOf(source, file, context);
  if (complaints.length > 0) return complaints;
  const claiming = allSources.filter(({ claims }) => claims(file.path, sample.chart));
  const stranger = allSources[text.length % allSources.length] as Source;
  return [
    ...throwsOf(file, () => extractImages(file, claiming, context)),
    ...complaintsOf(stranger, file, context).map((line) => `${stranger.id} on it: ${line}`),
  ];
}

function throwsOf(file: SourceText, run: () => unknown): readonly string[] {
  try {
    run();
    return [];
  } catch (error) {
    return [`${file.path} throws ${error instanceof Error ? error.stack : String(error)}`];
  }
}

/** The case with twice the repetitions: how much larger the text became, and how much longer it took. */
function doubled(chosen: readonly Source[], samples: Samples, seed: number, { index }: Slow): string {
  const { source, sample, text, changes } = makeCase(chosen, samples, seed, index);
  const time = (factor: number): readonly [number, number] => {
    const changed = applyChanges(
      text,
      changes.map((change) => ({ ...change, times: change.times * factor })),
    ).repeat(factor);
    const times = [0, 1, 2].map(() => {
      const begin = performance.now();
      read(source, sample, changed);
      return performance.now() - begin;
    });
    return [changed.length, Math.min(...times)];
  };
  const [[size, once], [larger, twice]] = [time(1), time(2)];
  return `×${(larger / size).toFixed(1)} text: ${once.toFixed(1)} → ${twice.toFixed(1)} ms`;
}

/** Leaves out the changes without which the same complaint is made. */
function fewestChanges(
  source: Source,
  sample: Sample,
  text: string,
  changes: readonly Change[],
  complaint: string | undefined,
): readonly Change[] {
  if (complaint === undefined) return changes;
  const kind = kindOf(source, complaint);
  return changes.reduceRight((left, change) => {
    const without = left.filter((other) => other !== change);
    const [first] = read(source, sample, applyChanges(text, without));
    return first !== undefined && kindOf(source, first) === kind ? without : left;
  }, changes);
}

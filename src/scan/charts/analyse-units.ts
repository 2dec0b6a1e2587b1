import type { EditedContent, HelmProgram } from '../../host/index.ts';
import type { Detach } from '../detach.ts';
import type { Parsed } from './analyse-unit.ts';
import type { ChartMemory } from './chart-memory.ts';
import { startChartThread } from './chart-thread.ts';
import { dealingOrder, nothingTaken, taker } from './deal-units.ts';
import { type AskedFindings, type UnitsJob, unitFindings } from './unit-findings.ts';

/** What cannot be handed to another thread. */
export interface OwnThread {
  readonly parsed: () => Parsed;
  readonly detach: Detach;
  readonly edited: EditedContent | undefined;
  /** Undefined where nothing is compared. */
  readonly helm: HelmProgram | undefined;
  /** Undefined where nothing is kept. */
  readonly memory: ChartMemory | undefined;
}

/**
 * Analyses charts, in the order of their list, however they are dealt out. Many are analysed in two threads, each of which has one
 * chart in memory at a time.
 */
export async function analyseUnits(job: UnitsJob, own: OwnThread): Promise<readonly AskedFindings[]> {
  const { parsed, detach, edited, helm, memory } = own;
  const found = new Map<number, AskedFindings>();
  const take = (index: number, findings: AskedFindings): void => {
    const kept = detach(findings);
    found.set(index, kept);
    const unit = job.units[index];
    if (unit !== undefined) memory?.keep(unit, kept);
  };
  for (const [index, unit] of job.units.entries()) {
    const known = memory?.recall(unit);
    if (known !== undefined) found.set(index, known);
  }
  const order = dealingOrder(job.units).filter((index) => !found.has(index));
  const taken = nothingTaken();
  // Helm itself is a process each time; texts that are only edited are in the memory of this thread.
  const thread =
    helm === undefined && edited === undefined ? startChartThread(job, order, taken, take) : undefined;
  try {
    const next = taker(order, 'first', taken);
    for (let index = next(); index !== undefined; index = next()) read(index);
    await thread?.ended;
  } finally {
    thread?.stop();
  }
  return job.units.map((_, index) => found.get(index) ?? read(index));

  function read(index: number): AskedFindings {
    const unit = job.units[index];
    if (unit === undefined) throw new RangeError(`there is no chart ${index}`);
    take(index, unitFindings(unit, job, parsed(), { edited, helm }));
    return found.get(index) as AskedFindings;
  }
}

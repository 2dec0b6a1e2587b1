import { type SecondThread, sendToStarter, startThread, threadData } from '../../host/index.ts';
import { fewestForThreads, type Taken, taker } from './deal-units.ts';
import { parsedOnce } from './parsed-once.ts';
import { type AskedFindings, type UnitsJob, unitFindings } from './unit-findings.ts';

/** What a thread is given that analyses charts beside the first one. */
interface ThreadData {
  readonly job: UnitsJob;
  readonly order: readonly number[];
  readonly taken: Taken;
}

/** The findings of a chart, by its place in the list. */
interface Found {
  readonly index: number;
  readonly findings: AskedFindings;
}

/** The bundle that this file is part of is the thread's program as well. Not bundled, there is none. */
const program = `${import.meta.dirname}/helm-charts.cjs`;

/** A thread that takes charts from the end of the list; undefined where it is not worth its start. */
export function startChartThread(
  job: UnitsJob,
  order: readonly number[],
  taken: Taken,
  take: (index: number, findings: AskedFindings) => void,
): SecondThread | undefined {
  if (order.length < fewestForThreads) return undefined;
  const data: ThreadData = { job, order, taken };
  return startThread<Found>(program, data, ({ index, findings }) => take(index, findings));
}

/** What the program does when it is started as such a thread; nothing in any other. */
export function runAsChartThread(): void {
  const data = threadData();
  if (!isThreadData(data)) return;
  const { job, order, taken } = data;
  const parsed = parsedOnce();
  const next = taker(order, 'last', taken);
  for (let index = next(); index !== undefined; index = next()) {
    const unit = job.units[index];
    if (unit === undefined) continue;
    const findings = unitFindings(unit, job, parsed(), { edited: undefined, helm: undefined });
    sendToStarter({ index, findings } satisfies Found);
  }
}

function isThreadData(data: unknown): data is ThreadData {
  return typeof data === 'object' && data !== null && 'job' in data && 'taken' in data;
}

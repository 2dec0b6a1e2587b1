import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chartFolders, nameOf } from '../helm/charts.ts';
import { findHelm } from '../helm/theirs.ts';
import { number, table } from '../registry/report.mjs';
import { analyse } from './analysed.ts';
import { checkConditions, checkReported, checkSwitches } from './conditions.ts';
import { checkFlips } from './flips.ts';
import type { Check, Outcome } from './outcomes.ts';
import { checkKeys } from './provenance.ts';
import { ownRenderer, renderer } from './renders.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    helm: { type: 'string' },
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    rendered: { type: 'string' },
    own: { type: 'boolean', default: false },
    failures: { type: 'string' },
    only: { type: 'string', default: 'reported,flips,conditions,switches,repository,registry,tag' },
  },
});

const all = chartFolders(positionals);
const charts = all.filter((_, i) => i % Number(values.every) === Number(values.from));
const helm = values.helm ?? findHelm();
if (charts.length === 0 || helm === undefined) {
  console.error(
    charts.length === 0 ? 'no chart is named' : 'helm is missing: --helm PROGRAM, or one in PATH',
  );
  process.exitCode = 2;
} else judge(charts, helm);

function judge(folders: readonly string[], program: string): void {
  if (values.failures !== undefined) writeFileSync(values.failures, '');
  const checks: Check[] = [];
  let read = 0;
  for (const folder of folders) {
    const of = checksOf(folder, program);
    if (of === undefined) continue;
    read++;
    checks.push(...of);
    for (const check of of) if (check.outcome !== 'holds') tell(nameOf(folder), check);
  }
  const kinds = ['reported', 'flip', 'condition', 'switch off', 'repository', 'registry', 'tag'] as const;
  const outcomes: readonly Outcome[] = ['holds', 'wrong', 'unsolved', 'refused'];
  table(
    `${read} of ${folders.length} charts`,
    ['', 'tried', ...outcomes, 'holds, of what helm renders'],
    kinds.map((kind) => {
      const own = checks.filter(({ what }) => what === kind);
      const counts = outcomes.map((outcome) => own.filter((check) => check.outcome === outcome).length);
      const [holds = 0, wrong = 0, unsolved = 0] = counts;
      return [kind, own.length, ...counts, `${number((100 * holds) / (holds + wrong + unsolved), 2)} %`];
    }),
  );
}

/** Undefined for a chart that cannot be read, or whose given values helm does not render. */
function checksOf(folder: string, program: string): readonly Check[] | undefined {
  const analysed = analyse(folder);
  if (!analysed.ok) {
    console.log(`${nameOf(folder)}: ${analysed.error}`);
    return undefined;
  }
  const render = values.own
    ? ownRenderer(analysed.value)
    : renderer(analysed.value, { helm: program, kept: values.rendered });
  const wanted = new Set(values.only.split(','));
  return [
    ...(wanted.has('reported') ? checkReported(analysed.value, render) : []),
    ...(wanted.has('flips') ? checkFlips(analysed.value, render) : []),
    ...(wanted.has('conditions') ? checkConditions(analysed.value, render) : []),
    ...(wanted.has('switches') ? checkSwitches(analysed.value, render) : []),
    ...(['repository', 'registry', 'tag'] as const).flatMap((what) =>
      wanted.has(what) ? checkKeys(analysed.value, what, render) : [],
    ),
  ];
}

function tell(chart: string, check: Check): void {
  if (values.failures !== undefined)
    appendFileSync(values.failures, `${JSON.stringify({ chart, ...check })}\n`);
  if (check.outcome === 'refused') return;
  const { what, outcome, image, tested, set, detail } = check;
  const short = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
  console.log(
    `${chart}: ${what} ${outcome}: ${image}\n    ${short(tested)}\n    ${short(set)}\n    ${short(detail)}`,
  );
}

import { parseArgs } from 'node:util';
import { runCases, showCase } from './cases.ts';
import { allSources, samplesBySource } from './corpus.ts';
import { growthOfAll } from './growth.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    source: { type: 'string' },
    case: { type: 'string' },
    growth: { type: 'boolean', default: false },
  },
});

const chosen = allSources.filter(({ id }) => values.source === undefined || id === values.source);
const [cases, seed] = [Number(values.cases), Number(values.seed)];
if (chosen.length === 0 || !Number.isInteger(cases) || !Number.isInteger(seed)) {
  console.error(
    chosen.length === 0 ? `no source is called ${values.source}` : '--cases and --seed are whole numbers',
  );
  process.exitCode = 2;
} else {
  const samples = samplesBySource(positionals);
  if (values.case !== undefined) process.stdout.write(showCase(chosen, samples, seed, Number(values.case)));
  else {
    const failures = values.growth ? growthOfAll(chosen, samples) : runCases(chosen, samples, seed, cases);
    process.exitCode = failures === 0 ? 0 : 1;
  }
}

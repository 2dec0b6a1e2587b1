// Runs dependency-cruiser on the import table and fails when it saw fewer modules than there are files:
// with an unsupported compiler it reports "no violations" over nothing.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const roots = ['src', 'plugins'];
const files = roots.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs)$/.test(name)),
).length;

const run = spawnSync(
  process.execPath,
  [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'json',
    ...roots,
  ],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
if (run.stdout === '') {
  process.stderr.write(run.stderr);
  process.exit(2);
}
const { modules, summary } = JSON.parse(run.stdout);
const seen = modules.filter(({ source }) => roots.some((root) => source.startsWith(`${root}/`))).length;
for (const { rule, from, to } of summary.violations) {
  console.error(`${rule.severity} ${rule.name}: ${from} -> ${to}`);
}
if (seen < files) console.error(`error: dependency-cruiser saw ${seen} of ${files} modules`);
const failed = summary.error > 0 || seen < files;
console.log(
  `architecture: ${seen} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`,
);
process.exit(failed ? 1 : 0);

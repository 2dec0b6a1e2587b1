import { join } from 'node:path';
import { once, run } from './bring.mjs';

const version = '3.35.0';

/** Microsoft's emulator of Azure Storage: the last version that runs on Node 20. */
export function azurite() {
  const folder = once(`azurite-${version}`, (work) =>
    run('npm', ['install', '--silent', '--ignore-scripts', '--prefix', work, `azurite@${version}`], {
      cwd: work,
    }),
  );
  return join(folder, 'node_modules/.bin/azurite-blob');
}

import * as nodeModule from 'node:module';
import { version } from './version.ts';

/** Node 22.1 and later keep what they have compiled, in a folder of the user's; it is nothing that a program would fail without. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: () => unknown };

const [only, ...others] = process.argv.slice(2);
if (others.length === 0 && (only === '--version' || only === '-V')) process.stdout.write(`${version}\n`);
else {
  enableCompileCache?.();
  void import('./main.ts');
}

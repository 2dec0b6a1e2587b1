// Writes the pages of docs/ that come from the code. With --check nothing is written: exit code 1 when a page differs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { checkPages } from './docs/checks.mjs';
import { commandLinePage } from './docs/command-line.mjs';
import { configurationPage } from './docs/configuration.mjs';
import { verifyResultsPage } from './docs/verify.mjs';

const checkOnly = process.argv.includes('--check');

/** What the pages are made of, bundled: Node cannot import TypeScript. */
async function sources() {
  const outfile = '.cache/generate/sources.mjs';
  await build({
    stdin: {
      contents: `export * from './src/audit/index.ts'; export { textSettings } from './src/config/text-settings.ts'; export { configSchema } from './src/config-schema.ts'; export { verifyChecks } from './src/verify/checks.ts';`,
      resolveDir: '.',
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

const code = await sources();
const pages = new Map([
  ...checkPages(code),
  ['docs/configuration.md', configurationPage(code)],
  ['docs/command-line.md', commandLinePage()],
  ['docs/verify-results.md', verifyResultsPage(code)],
]);

const outdated = readdirSync('docs/checks')
  .map((name) => join('docs/checks', name))
  .filter((path) => !pages.has(path));
const changed = [...pages].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);

if (checkOnly) {
  for (const path of [...outdated, ...changed.map(([path]) => path)]) {
    console.error(`${path} is not what the code says; run: npm run generate`);
  }
  process.exit(outdated.length + changed.length > 0 ? 1 : 0);
}
for (const path of outdated) rmSync(path);
for (const [path, text] of changed) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`docs: ${pages.size} pages, ${changed.length} written, ${outdated.length} removed`);

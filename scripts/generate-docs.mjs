// Writes docs/checks/ from the checks themselves. With --check nothing is written: exit code 1 when a page differs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const folder = 'docs/checks';
const checkOnly = process.argv.includes('--check');

const { outputFiles } = await build({
  entryPoints: ['src/audit/index.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
  logLevel: 'warning',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { checks, checkPage, checkIndexPage } = await import(`data:text/javascript;base64,${code}`);

const pages = new Map([
  ['README.md', checkIndexPage(checks)],
  ...checks.map((check) => [`${check.id}.md`, checkPage(check)]),
]);

mkdirSync(folder, { recursive: true });
const present = new Set(readdirSync(folder).filter((name) => name.endsWith('.md')));
const outdated = [...present].filter((name) => !pages.has(name));
const changed = [...pages].filter(
  ([name, text]) => !present.has(name) || readFileSync(join(folder, name), 'utf8') !== text,
);

if (checkOnly) {
  for (const name of [...outdated, ...changed.map(([name]) => name)]) {
    console.error(`${join(folder, name)} is not what the checks say; run: node scripts/generate-docs.mjs`);
  }
  process.exit(outdated.length + changed.length > 0 ? 1 : 0);
}
for (const name of outdated) rmSync(join(folder, name));
for (const [name, text] of changed) writeFileSync(join(folder, name), text);
console.log(`${folder}: ${pages.size} pages, ${changed.length} written, ${outdated.length} removed`);

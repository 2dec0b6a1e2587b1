// Builds dist/: the CLI as one file (start-up is one read and one compile), the library for import, its types
// and the published schema. `--no-types` leaves the types out: running the CLI does not need them.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const withTypes = !process.argv.includes('--no-types');

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  define: { __PULLTHROUGH_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
  legalComments: 'none',
};

// CommonJS dependencies inside an ES module bundle need a `require` for Node's own modules.
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

await build({
  ...shared,
  entryPoints: ['src/cli/main.ts'],
  outfile: 'dist/cli.js',
  minifySyntax: true,
  minifyWhitespace: true,
  banner: { js: `#!/usr/bin/env node\n${requireShim}` },
});
chmodSync('dist/cli.js', 0o755);

await build({
  ...shared,
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  external: Object.keys(dependencies),
});

const { configSchema } = await import(pathToFileURL('dist/index.js').href);
writeFileSync('dist/pullthrough.schema.json', `${JSON.stringify(configSchema, null, 2)}\n`);

if (withTypes) {
  const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
  if (tsc.status !== 0) process.exit(tsc.status ?? 1);
}

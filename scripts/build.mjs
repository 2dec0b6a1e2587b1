// Builds dist/: the CLI as one file (start-up is one read and one compile) behind a few lines that call it, the kustomize
// plugin, the library for import, its types, the published schema and the notices of what is bundled. `--no-types` leaves the types out:
// running the programs does not need them. Everything is made beside dist/ and moved into place, so that a running CLI
// never meets half a build.
import { isAscii } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { notices } from './notices.mjs';

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const withTypes = !process.argv.includes('--no-types');
const stage = `.cache/build-${process.pid}`;
mkdirSync(stage, { recursive: true });

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  define: { __PULLTHROUGH_VERSION__: JSON.stringify(version) },
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};

/**
 * V8 keeps a text with any other character than those of Latin-1 in two bytes for each, and threads have copies of it. Regular expressions and
 * templates with a tag are what esbuild escapes none in.
 */
const inOneByte = new Set(['main.cjs', 'helm-charts.cjs']);

/** A program in one executable file. */
async function program(entryPoint, outfile, options) {
  const { metafile } = await build({
    ...shared,
    entryPoints: [entryPoint],
    outfile: join(stage, outfile),
    minify: true,
    ...options,
  });
  chmodSync(join(stage, outfile), 0o755);
  if (inOneByte.has(outfile) && !isAscii(readFileSync(join(stage, outfile))))
    throw new Error(`${outfile} is not in ASCII: a regular expression wants \\u in place of a character`);
  return metafile;
}

/** What few commands want stands in a file of its own beside the CLI, which loads it when one does. */
const later = {
  'local-registry': 'src/cli',
  'azure-store': 'src/cli',
  'azure-identity': 'src/cli',
  'install-plugin': 'src/cli',
  'helm-charts': 'src/scan',
};
const beside = (...names) => ({
  name: 'beside',
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`/(?:${names.join('|')})\\.ts$`) }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined,
    ),
});

/** A package as a text that is compiled when it is asked for: the compiler need not look through what no run may want. */
async function packageAsText(name, resolveDir, metafiles) {
  const { metafile, outputFiles } = await build({
    ...shared,
    stdin: { contents: `module.exports = require('${name}');`, resolveDir },
    format: 'cjs',
    minify: true,
    write: false,
  });
  metafiles.push(metafile);
  const code = `(require, module) => {${outputFiles[0].text}; return module.exports; }`;
  return `module.exports = require('node:vm').runInThisContext(${JSON.stringify(code)}, '${name}')(require, {});`;
}

/**
 * The plugin is one file, and a build waits for it: what it seldom needs is compiled and evaluated when it does. The package
 * `yaml` reads what our own parser is not certain of, `picomatch` the globs of `own` and `exempt`.
 */
const evaluatedLater = (metafiles) => ({
  name: 'evaluated-later',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^picomatch$|\/library\.ts$/ }, ({ path, kind, resolveDir }) =>
      kind === 'import-statement' ? { path, namespace: 'later', pluginData: { resolveDir } } : undefined,
    );
    onLoad({ filter: /./, namespace: 'later' }, ({ path, pluginData: { resolveDir } }) => {
      const name = path === 'picomatch' ? 'default' : 'parseWithLibrary';
      const member = path === 'picomatch' ? '' : `.${name}`;
      const contents = `const later = (...given) => require('${path}')${member}(...given); export { later as ${name} };`;
      return { contents, resolveDir, loader: 'js' };
    });
    onResolve({ filter: /^(?:picomatch|yaml)$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'text',
      pluginData: { resolveDir },
    }));
    onLoad({ filter: /./, namespace: 'text' }, async ({ path, pluginData: { resolveDir } }) => ({
      contents: await packageAsText(path, resolveDir, metafiles),
      loader: 'js',
    }));
  },
});

const ofTexts = [];
const bundled = [
  // CommonJS: Node starts it some 12 ms sooner than the same file as an ES module. What is called is a few lines, which
  // can have the rest compiled from a cache; `require` loads that sooner than `import`.
  await program('src/cli/start.ts', 'cli.cjs', {
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    supported: { 'dynamic-import': false },
    plugins: [beside('main')],
  }),
  await program('src/cli/main.ts', 'main.cjs', { format: 'cjs', plugins: [beside(...Object.keys(later))] }),
  ...(await Promise.all(
    Object.entries(later).map(([name, folder]) =>
      program(`${folder}/${name}.ts`, `${name}.cjs`, {
        format: 'cjs',
        // Packages that are ES modules ask where they are; CommonJS knows it by another name.
        define: {
          ...shared.define,
          'import.meta.url': 'importMetaUrl',
          'import.meta.dirname': '__dirname',
        },
        banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      }),
    ),
  )),
  // A thread's program, which the local registry starts from its own folder.
  await program('src/server/auth/password-worker.ts', 'password-worker.cjs', { format: 'cjs' }),
  // The plugin is copied to a folder of the user's, where a package.json may say that it is CommonJS, or an ES module,
  // or nothing: a script that neither imports nor is given `require` runs as either.
  await program('plugins/kustomize/image-cache.ts', 'plugins/kustomize/ImageCache', {
    format: 'iife',
    banner: { js: '#!/usr/bin/env node\n((require) => {' },
    footer: { js: '})(process.getBuiltinModule);' },
    plugins: [evaluatedLater(ofTexts)],
  }),
];
// Helm's plugin is the same program with a description.
const helmPlugin = join(stage, 'plugins/helm/pullthrough');
mkdirSync(helmPlugin, { recursive: true });
copyFileSync(join(stage, 'plugins/kustomize/ImageCache'), join(helmPlugin, 'image-cache'));
const description = readFileSync('plugins/helm/plugin.yaml', 'utf8').replace(
  'version: 0.0.0',
  `version: ${version}`,
);
writeFileSync(join(helmPlugin, 'plugin.yaml'), description);
writeFileSync(join(stage, 'THIRD-PARTY-NOTICES.txt'), notices([...bundled, ...ofTexts]));

await build({
  ...shared,
  entryPoints: ['src/index.ts'],
  outfile: join(stage, 'index.js'),
  external: Object.keys(dependencies),
});
const { configSchema } = await import(pathToFileURL(join(stage, 'index.js')).href);
writeFileSync(join(stage, 'pullthrough.schema.json'), `${JSON.stringify(configSchema, null, 2)}\n`);

if (withTypes) {
  const tsc = [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(stage, 'types'),
  ];
  const { status } = spawnSync(process.execPath, tsc, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync('dist', { recursive: true });
for (const entry of readdirSync(stage, { withFileTypes: true })) {
  const target = join('dist', entry.name);
  if (entry.isDirectory()) rmSync(target, { recursive: true, force: true });
  renameSync(join(stage, entry.name), target);
}
rmSync(stage, { recursive: true, force: true });

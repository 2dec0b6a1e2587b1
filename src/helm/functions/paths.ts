import { textAt } from './args.ts';
import { bool, text } from './make.ts';
import type { Functions, TemplateFunction } from './types.ts';

const base = of((path) => {
  if (path === '') return '.';
  const name = path.replace(/\/+$/, '');
  return name === '' ? '/' : name.slice(name.lastIndexOf('/') + 1);
});
const dir = of((path) => clean(path.slice(0, path.lastIndexOf('/') + 1)));
const ext = of((path) => /\.[^./]*$/.exec(path)?.[0] ?? '');
const isAbs: TemplateFunction = {
  params: ['string'],
  run: (args) => bool(textAt(args, 0).startsWith('/')),
};

/** Go's `path`; `filepath` is the same on Linux. */
export const paths: Functions = {
  base,
  dir,
  clean: of(clean),
  ext,
  isAbs,
  osBase: base,
  osDir: dir,
  osClean: of(clean),
  osExt: ext,
  osIsAbs: isAbs,
};

function of(change: (path: string) => string): TemplateFunction {
  return { params: ['string'], run: (args) => text(change(textAt(args, 0))) };
}

function clean(path: string): string {
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!rooted) kept.push(part);
  }
  const joined = kept.join('/');
  return rooted ? `/${joined}` : joined || '.';
}

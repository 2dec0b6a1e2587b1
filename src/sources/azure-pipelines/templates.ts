import { parseYaml, type YamlNode } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { fieldAt, type Spot, spotOfRoot } from '../ci/index.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import type { CursorEntry } from './cursor.ts';
import type { Scope, Templates } from './scope.ts';

/** Azure Pipelines itself goes on to 100 files, and 20 within each other. */
const MOST_TEMPLATES = 500;
const DEEPEST = 8;

export function newTemplates({ fileAt }: ExtractContext): Templates {
  return { fileAt, depth: 0, budget: { left: MOST_TEMPLATES }, loaded: new Set() };
}

export interface Template {
  readonly source: SourceText;
  readonly root: Spot;
  readonly templates: Templates;
}

/** A template in another repository of `resources.repositories`: `steps.yml@shared`. */
export function isElsewhere(name: string): boolean {
  const at = name.lastIndexOf('@');
  return (
    at !== -1 &&
    name
      .slice(at + 1)
      .trim()
      .toLowerCase() !== 'self'
  );
}

const roots = new WeakMap<SourceText, YamlNode | undefined>();

/** The template that a file names, beside it or from the root on; undefined where there is none. */
export function templateAt(
  name: string,
  { path: from }: SourceText,
  templates: Templates,
): Template | undefined {
  const { fileAt, budget, depth, loaded } = templates;
  if (fileAt === undefined || depth >= DEEPEST || isElsewhere(name) || name.includes('$')) return undefined;
  const written = name
    .replace(/@self\s*$/i, '')
    .trim()
    .replaceAll('\\', '/');
  const path = written.startsWith('/')
    ? pathFrom('', written.replace(/^\/+/, ''))
    : pathFrom(folderOf(from), written);
  if (path === undefined || path === from || budget.left-- <= 0) return undefined;
  const source = fileAt(path);
  if (source === undefined) return undefined;
  loaded.add(source.path);
  if (!roots.has(source)) roots.set(source, parseYaml(source).documents[0]?.root);
  const node = roots.get(source);
  const root = node && spotOfRoot(node);
  return root?.node.kind === 'map'
    ? { source, root, templates: { ...templates, depth: depth + 1, loaded: new Set() } }
    : undefined;
}

/** What names are worth in a template: its own parameters as they are given here, and the variables around it. */
export function scopeOf(
  { source, root, templates }: Template,
  given: readonly CursorEntry[],
  around: Scope,
): Scope {
  return {
    source,
    parameters: fieldAt(root, 'parameters'),
    given: new Map(given.map(({ key, value }) => [key, value])),
    variables: around.variables,
    loops: new Map(),
    budget: around.budget,
    templates,
  };
}

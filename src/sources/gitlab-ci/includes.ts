import {
  field,
  parseYamlText,
  resolve,
  scalarText,
  type YamlMap,
  type YamlNode,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { ExtractContext } from '../source.ts';

/** A file whose global variables a pipeline has. */
export interface Included {
  readonly source: SourceText;
  readonly root: YamlMap;
}

const MOST = 30;

const ROOT = '.gitlab-ci.yml';

/** The files of the repository that a pipeline includes, and those of the pipeline that may include this one. */
export function includedFiles(own: Included, { fileAt }: ExtractContext): readonly Included[] {
  if (fileAt === undefined) return [];
  const files: Included[] = [];
  const seen = new Set([own.source.path]);
  const queue = [own];
  const add = (path: string): void => {
    if (seen.has(path) || files.length >= MOST || /[*?]/.test(path)) return;
    seen.add(path);
    const source = fileAt(path);
    const included = source === undefined ? undefined : readFile(source);
    if (included === undefined) return;
    files.push(included);
    queue.push(included);
  };
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const path of localIncludes(next.root)) add(path);
    if (queue.length === 0) add(ROOT);
  }
  return files;
}

function readFile(source: SourceText): Included | undefined {
  const maps = parseYamlText(source.text).documents.flatMap(({ root }) => {
    const map = root === undefined ? undefined : resolve(root);
    return map?.kind === 'map' ? [map] : [];
  });
  const root = maps.at(-1);
  return root === undefined ? undefined : { source, root };
}

/** `include: path`, `include: { local: path }`, and lists of both; paths are those of the repository. */
function localIncludes(root: YamlMap): readonly string[] {
  const include = field(root, 'include')?.value;
  const listed: readonly YamlNode[] =
    include === undefined ? [] : include.kind === 'seq' ? include.items : [include];
  return listed.flatMap((node) => {
    const path = scalarText(node) ?? scalarText(field(node, 'local')?.value);
    return path === undefined || /^https?:/.test(path) ? [] : [path.replace(/^\.?\//, '')];
  });
}

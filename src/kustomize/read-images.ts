import { append } from '../append.ts';
import { isNull, resolve, type YamlMap, type YamlNode } from '../formats/yaml/index.ts';
import { fieldOf, itemsOf } from './fields.ts';
import { entryProblem, type ImageEntry } from './imagetag.ts';
import { isText } from './shape.ts';
import type { KustomizationProblem, LocatedEntry, LocatedText } from './types.ts';

const fieldNames = ['name', 'newName', 'newTag', 'digest', 'tagSuffix'] as const;

/**
 * The entries of `images` and of its old name `imageTags`, which kustomize appends. What kustomize refuses about them is
 * added to `problems`; the entries are read all the same.
 */
export function readImages(map: YamlMap, problems: KustomizationProblem[]): readonly LocatedEntry[] {
  return ['images', 'imageTags'].flatMap((name) => {
    const list = fieldOf(map, name);
    return itemsOf(list).flatMap((item, index) => {
      const path = `${name}[${index}]`;
      const entry = readEntry(item, path, problems);
      return entry === undefined ? [] : [list?.via === undefined ? entry : { ...entry, via: list.via }];
    });
  });
}

function readEntry(item: YamlNode, path: string, problems: KustomizationProblem[]): LocatedEntry | undefined {
  const found: Omit<KustomizationProblem, 'entry'>[] = [];
  const located = locatedEntry(item, path, found);
  append(
    problems,
    found.map((problem) => (located === undefined ? problem : { ...problem, entry: located.entry })),
  );
  return located;
}

function locatedEntry(
  item: YamlNode,
  path: string,
  problems: KustomizationProblem[],
): LocatedEntry | undefined {
  const node = resolve(item);
  if (node.kind !== 'map') return undefined;
  const via = item.kind === 'alias' ? item : undefined;
  const texts: Partial<Record<keyof ImageEntry, LocatedText>> = {};
  const values: Partial<Record<keyof ImageEntry, string>> = {};
  for (const name of fieldNames) {
    const field = fieldOf(node, name);
    if (field === undefined || (field.value.kind === 'scalar' && isNull(field.value))) continue;
    const { value } = field;
    if (value.kind !== 'scalar' || !isText(value)) {
      problems.push({
        span: value.span,
        message: `${path}.${name} is no string: kustomize refuses it unless quoted`,
      });
      if (value.kind !== 'scalar') continue;
    }
    texts[name] = { scalar: value, via: via ?? field.via };
    values[name] = value.value;
  }
  const entry: ImageEntry = { name: '', ...values };
  const problem = entryProblem(entry);
  if (problem?.code === 'invalid') {
    const span = texts.name?.scalar.span ?? item.span;
    const consequence = 'kustomize up to 5.8.1 crashes on it';
    problems.push({
      span,
      message: `${path}.name is no valid regular expression (${problem.reason}): ${consequence}`,
    });
  }
  return { path, entry, node, via, texts };
}

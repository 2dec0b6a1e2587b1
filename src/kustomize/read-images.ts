import { isNull, isStringScalar, resolve, type YamlMap, type YamlNode } from '../formats/yaml/index.ts';
import { fieldOf, itemsOf } from './fields.ts';
import { entryProblem, type ImageEntry } from './imagetag.ts';
import type { KustomizationProblem, LocatedEntry, LocatedText } from './types.ts';

const fieldNames = ['name', 'newName', 'newTag', 'digest', 'tagSuffix'] as const;

/** YAML 1.1 booleans that the core schema reads as text; kustomize's parser follows 1.1. */
const BOOLEAN = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

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
  const node = resolve(item);
  if (node.kind !== 'map') {
    const absent = node.kind === 'scalar' && isNull(node);
    if (!absent) problems.push({ span: item.span, message: `${path} is no map` });
    return undefined;
  }
  const via = item.kind === 'alias' ? item : undefined;
  const texts: Partial<Record<keyof ImageEntry, LocatedText>> = {};
  const values: Partial<Record<keyof ImageEntry, string>> = {};
  for (const name of fieldNames) {
    const field = fieldOf(node, name);
    if (field === undefined || (field.value.kind === 'scalar' && isNull(field.value))) continue;
    const { value } = field;
    if (value.kind !== 'scalar' || !isString(value.value, isStringScalar(value), value.style === 'plain')) {
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

function isString(value: string, core: boolean, plain: boolean): boolean {
  return core && !(plain && BOOLEAN.test(value));
}

import {
  field,
  isNull,
  parseYaml,
  resolve,
  spanInSource,
  walkTree,
  type YamlDocument,
  type YamlNode,
} from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { inlinePatches } from './patched.ts';
import { containerSpecs, specKeys, volumeSpecs } from './reach.ts';
import type { Kustomization } from './types.ts';

/** A place that makes kustomize fail as soon as any `images:` entry is there, whatever it matches. */
export interface ImagesHazard {
  readonly span: Span;
  readonly message: string;
}

/**
 * The places of a manifest at which the images transformer stops the whole build, in every version up to 5.8.1: it
 * expects maps in every list called `containers` or `initContainers`, text under `image` in them, and nothing but maps and
 * lists on the way of its field specifications, in any object but a CustomResourceDefinition.
 */
export function imagesHazards(source: SourceText): readonly ImagesHazard[] {
  return hazardsIn(parseYaml(source).documents);
}

/** The same for what the strategic merge patches that are written into a kustomization add to manifests. */
export function patchHazards(kustomization: Kustomization): readonly ImagesHazard[] {
  return inlinePatches(kustomization).flatMap(({ scalar, value, path, via }) =>
    hazardsIn(parseYaml({ path, text: value, bom: false }).documents).map(({ span, message }) => ({
      span: via?.span ?? spanInSource(kustomization.source, scalar, span),
      message,
    })),
  );
}

function hazardsIn(documents: readonly YamlDocument[]): readonly ImagesHazard[] {
  const hazards = new Map<number, ImagesHazard>();
  const report = (node: YamlNode, expected: string): void => {
    hazards.set(node.span.start, { span: node.span, message: `kustomize expects ${expected} here` });
  };
  for (const { root } of documents) {
    for (const object of objectsOf(root)) {
      checkContainerLists(object, report);
      for (const spec of [...containerSpecs, ...volumeSpecs]) followSpec(object, specKeys(spec.path), report);
    }
  }
  return [...hazards.values()];
}

type Report = (node: YamlNode, expected: string) => void;

/** The objects of a document: those of a List are objects of their own. */
function objectsOf(root: YamlNode | undefined): readonly YamlNode[] {
  if (root === undefined || kindOf(root) === 'CustomResourceDefinition') return [];
  const items = kindOf(root)?.endsWith('List') ? field(root, 'items')?.value : undefined;
  if (items?.kind !== 'seq') return [root];
  return items.items.filter((item) => kindOf(item) !== 'CustomResourceDefinition');
}

function kindOf(node: YamlNode): string | undefined {
  const kind = field(node, 'kind')?.value;
  return kind?.kind === 'scalar' ? kind.value : undefined;
}

function checkContainerLists(object: YamlNode, report: Report): void {
  walkTree(object, ({ node, path }) => {
    const key = path.at(-1);
    if (node.kind !== 'seq' || (key !== 'containers' && key !== 'initContainers')) return undefined;
    for (const item of node.items) {
      const container = resolve(item);
      const image = field(container, 'image')?.value;
      if (container.kind !== 'map') {
        if (!isAbsent(container)) report(item, 'a container');
      } else if (image !== undefined && image.kind !== 'scalar') {
        report(image, 'the text of an image');
      }
    }
    return undefined;
  });
}

/** Lists can hold themselves through aliases; no real path is longer. */
const DEEPEST = 20;

function followSpec(node: YamlNode, keys: readonly string[], report: Report, depth: number = 0): void {
  const value = resolve(node);
  const [key, ...rest] = keys;
  if (isAbsent(value) || depth > DEEPEST) return;
  if (key === undefined) {
    if (value.kind !== 'scalar') report(node, 'the text of an image');
  } else if (value.kind === 'seq') {
    for (const item of value.items) {
      // An alias to the list itself: kustomize refuses such a file anyway.
      if (resolve(item) !== value) followSpec(item, keys, report, depth + 1);
    }
  } else if (value.kind === 'scalar') {
    report(node, 'a list or a map');
  } else {
    const next = field(value, key)?.value;
    if (next !== undefined) followSpec(next, rest, report, depth + 1);
  }
}

function isAbsent(node: YamlNode): boolean {
  return node.kind === 'scalar' && isNull(node);
}

import {
  field,
  parseYaml,
  resolve,
  spanInSource,
  walkTree,
  type YamlDocument,
  type YamlNode,
} from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { followSpec, isAbsent, type Report } from './follow-spec.ts';
import { objectsIn } from './objects.ts';
import { inlinePatches } from './patched.ts';
import { containerSpecs, volumeSpecs } from './reach.ts';
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
  const report: Report = (node, expected) => {
    hazards.set(node.span.start, { span: node.span, message: `kustomize expects ${expected} here` });
  };
  for (const { root } of documents) {
    for (const { node } of objectsIn(root)) {
      checkContainerLists(node, report);
      for (const spec of [...containerSpecs, ...volumeSpecs]) followSpec(node, spec, { report });
    }
  }
  return [...hazards.values()];
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

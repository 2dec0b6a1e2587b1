import {
  buildGraph,
  type Kustomization,
  type KustomizeGraph,
  type PlacedImage,
  readFieldSpecs,
  readKustomization,
} from '../../kustomize/index.ts';
import { sourceText } from '../../text/index.ts';
import type { ConfigurationFile, KustomizeImagesPlan } from './types.ts';

/** The graph with other texts of kustomizations, and with another configuration file. */
export function withTexts(
  { byDirectory, fieldSpecs }: KustomizeGraph,
  texts: ReadonlyMap<string, string>,
  files: readonly ConfigurationFile[],
): KustomizeGraph {
  const kustomizations = [...byDirectory.values()].map((kustomization) => {
    const { path } = kustomization.source;
    const text = texts.get(path);
    const read = text === undefined ? undefined : readKustomization(sourceText(path, text));
    return read?.ok === true ? read.value : kustomization;
  });
  const specs = files.map(({ path, after }) => [path, readFieldSpecs(sourceText(path, after))] as const);
  return buildGraph(kustomizations, new Map([...fieldSpecs, ...specs]));
}

/** The graph as plans leave it. */
export function withPlans<T extends PlacedImage>(
  graph: KustomizeGraph,
  plans: readonly { readonly root: Kustomization; readonly plan: KustomizeImagesPlan<T> }[],
): KustomizeGraph {
  const texts = new Map(plans.map(({ root, plan }) => [root.source.path, plan.text]));
  const files = plans.flatMap(({ plan: { configuration } }) =>
    configuration === undefined ? [] : [configuration],
  );
  return withTexts(graph, texts, files);
}

import { append } from '../../append.ts';
import { type ComparedValues, compareValues, cut, type ValueDifference } from './compare-values.ts';
import type { DocumentObject, RenderedDocument } from './rendered-document.ts';

/** A place at which two renderings of a chart differ. */
export interface RenderingDifference extends ValueDifference {
  /** The template, as Helm names it: `shop/templates/web.yaml`. */
  readonly source: string;
  readonly object: DocumentObject;
}

export interface ComparedRenderings {
  readonly differences: readonly RenderingDifference[];
  /** Texts that only seem to differ: one of them is random, secret or of the clock. */
  readonly ignored: number;
}

interface Pair {
  readonly ours: RenderedDocument | undefined;
  readonly helm: RenderedDocument | undefined;
}

/**
 * Where our rendering of a chart is not Helm's. `again` is what Helm prints when it is asked a second time: what differs between its
 * own renderings is random, or of the clock, and is no difference.
 */
export function compareRenderings(
  ours: readonly RenderedDocument[],
  helm: readonly RenderedDocument[],
  again: readonly RenderedDocument[] = helm,
): ComparedRenderings {
  const compared = compareAll(ours, helm);
  if (compared.differences.length === 0 || again === helm) return compared;
  const unsteady = new Set(compareAll(again, helm).differences.map(placeOf));
  const differences = compared.differences.filter((each) => !unsteady.has(placeOf(each)));
  return { differences, ignored: compared.ignored + compared.differences.length - differences.length };
}

/** The object is that of Helm's first rendering in both comparisons, also where its name is random. */
function placeOf({
  source,
  object: { apiVersion, kind, namespace, name },
  path,
}: RenderingDifference): string {
  return JSON.stringify([source, apiVersion, kind, namespace, name, path]);
}

function compareAll(
  ours: readonly RenderedDocument[],
  helm: readonly RenderedDocument[],
): ComparedRenderings {
  const differences: RenderingDifference[] = [];
  let ignored = 0;
  for (const pair of pairsOf(ours, helm)) {
    const document = pair.helm ?? pair.ours;
    if (document === undefined) continue;
    const { source, object } = document;
    const compared = comparePair(pair);
    ignored += compared.ignored;
    append(
      differences,
      compared.differences.map((each) => ({ source, object, ...each })),
    );
  }
  return { differences, ignored };
}

function comparePair({ ours, helm }: Pair): ComparedValues {
  if (ours !== undefined && ours.text.trimEnd() === helm?.text.trimEnd())
    return { differences: [], ignored: 0 };
  if (ours?.value !== undefined && helm?.value !== undefined)
    return compareValues(ours.value, helm.value, ours.isOpaque);
  return { differences: [{ path: '', ours: textOf(ours), helm: textOf(helm) }], ignored: 0 };
}

function textOf(document: RenderedDocument | undefined): string | undefined {
  return document === undefined ? undefined : cut(document.text.trimEnd());
}

/**
 * Each document with its counterpart: of the same template, API version, kind, namespace and name; of several that are the same, by their
 * order. What is left is matched by template and kind.
 */
function pairsOf(ours: readonly RenderedDocument[], helm: readonly RenderedDocument[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const left = { ours, helm };
  for (const key of [identity, templateAndKind]) {
    const counterparts = groupedBy(left.helm, key);
    const alone: RenderedDocument[] = [];
    for (const document of left.ours) {
      const counterpart = counterparts.get(key(document))?.shift();
      if (counterpart === undefined) alone.push(document);
      else pairs.push({ ours: document, helm: counterpart });
    }
    const rest = new Set([...counterparts.values()].flat());
    left.ours = alone;
    left.helm = left.helm.filter((document) => rest.has(document));
  }
  return [
    ...pairs,
    ...left.ours.map((document) => ({ ours: document, helm: undefined })),
    ...left.helm.map((document) => ({ ours: undefined, helm: document })),
  ];
}

function identity({ source, object }: RenderedDocument): string {
  const { apiVersion, kind, namespace, name } = object;
  return JSON.stringify([source, apiVersion, kind, namespace, name]);
}

function templateAndKind({ source, object: { kind } }: RenderedDocument): string {
  return JSON.stringify([source, kind]);
}

/** In the order of first appearance; the groups are there to be emptied. */
function groupedBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

import {
  type Decision,
  decide,
  documentParts,
  formatReference,
  type ImageReference,
  type ManifestRewrite,
  type ProvenEdits,
  type ResourceList,
  readsAlone,
  rewriteManifests,
  type SourceText,
  sourceText,
  withItems,
} from '../../src/index.ts';
import type { Order } from './configuration.ts';
import { Failure } from './failure.ts';

/** Manifests with every covered image going through the cache, and all that is to be said of their images. */
export interface Rewritten extends Pick<ManifestRewrite, 'rewritten' | 'uses' | 'left' | 'unresolved'> {
  readonly text: string;
  /** What becomes of each reference, by its normalised text. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

/**
 * Rewrites a stream, or the items of a list. A few objects at a time where the text can be cut into what reads by itself:
 * their tree is garbage before the next are read, which takes a third off the time for a thousand objects. The whole at
 * once where it cannot, or where some objects by themselves are in error: only the whole says what is wrong, and where.
 */
export function rewrite(
  source: SourceText,
  list: ResourceList | undefined,
  { registry, fields }: Pick<Order, 'registry' | 'fields'>,
): Rewritten {
  const decisions = new Map<string, Decision>();
  const decisionOf = (reference: ImageReference): Decision => {
    // A thousand objects share some hundred images.
    const name = formatReference(reference);
    const known = decisions.get(name);
    if (known !== undefined) return known;
    const decision = decide(reference, registry);
    decisions.set(name, decision);
    return decision;
  };
  const parts = list === undefined ? documentParts(source.text) : list.items?.texts.map(asDocument);
  const cut = parts?.every(readsAlone) ? rewriteEach(source, groupsOf(parts), decisionOf, fields) : undefined;
  if (cut !== undefined) {
    const { text: stream, ...rest } = cut;
    const text = list?.items === undefined ? stream : withItems(source.text, list.items, itemsIn(stream));
    return { ...rest, text, decisions };
  }
  const whole = rewriteManifests(source, decisionOf, { fields });
  if (whole.ok) return { ...whole.value, decisions };
  const { reason, line } = whole.error;
  throw new Failure(
    `${source.path}${line === undefined ? '' : `, line ${line}`}: ${reason.replace(/\.$/, '')}. Nothing was changed.`,
  );
}

const marker = '---\n';

/** An item of a list as a document of a stream. */
function asDocument(item: string): string {
  return marker + item;
}

function itemsIn(stream: string): readonly string[] {
  return (documentParts(stream) ?? []).map((part) => part.slice(marker.length));
}

/** Measured: half of it and twice as much take longer. */
const groupLength = 12_000;

function groupsOf(parts: readonly string[]): readonly string[] {
  const groups: string[] = [];
  let group = '';
  for (const part of parts) {
    if (group !== '' && group.length + part.length > groupLength) {
      groups.push(group);
      group = '';
    }
    group += part;
  }
  return [...groups, group];
}

function rewriteEach(
  source: SourceText,
  groups: readonly string[],
  decisionOf: (reference: ImageReference) => Decision,
  fields: Order['fields'],
): Omit<Rewritten, 'decisions'> | undefined {
  const results: ManifestRewrite[] = [];
  const proven: ProvenEdits = new Map();
  for (const group of groups) {
    const result = rewriteManifests(sourceText(source.path, group), decisionOf, { proven, fields });
    if (!result.ok) return undefined;
    results.push(result.value);
  }
  return {
    text: results.map(({ text }) => text).join(''),
    rewritten: results.flatMap(({ rewritten }) => rewritten),
    uses: results.flatMap(({ uses }) => uses),
    left: results.flatMap(({ left }) => left),
    unresolved: results.flatMap(({ unresolved }) => unresolved),
  };
}

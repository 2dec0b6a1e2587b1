import {
  type CacheRegistry,
  type Decision,
  decide,
  documentParts,
  formatReference,
  type ImageReference,
  type ManifestRewrite,
  type ResourceList,
  readsAlone,
  rewriteManifests,
  type SourceText,
  sourceText,
  withItems,
} from '../../src/index.ts';
import { Failure } from './failure.ts';

/** Manifests with every covered image going through the cache, and all that is to be said of their images. */
export interface Rewritten extends Pick<ManifestRewrite, 'rewritten' | 'uses' | 'left' | 'unresolved'> {
  readonly text: string;
  readonly decisionOf: (reference: ImageReference) => Decision;
}

/**
 * Rewrites a stream, or the items of a list. Object by object where the text can be cut into what reads by itself: the
 * tree of one object is garbage before the next is read, which is a third of the time for a thousand of them. The whole at
 * once where it cannot, or where an object by itself is in error: only the whole says what is wrong, and where.
 */
export function rewrite(
  source: SourceText,
  list: ResourceList | undefined,
  registry: CacheRegistry,
): Rewritten {
  const decisionOf = remembering((reference) => decide(reference, registry));
  const parts = list === undefined ? documentParts(source.text) : list.items?.texts;
  const cut = parts?.every(readsAlone) ? rewriteEach(source, parts, decisionOf) : undefined;
  if (cut !== undefined) {
    const { texts, ...rest } = cut;
    const text = list?.items === undefined ? texts.join('') : withItems(source.text, list.items, texts);
    return { ...rest, text, decisionOf };
  }
  const whole = rewriteManifests(source, decisionOf);
  if (whole.ok) return { ...whole.value, decisionOf };
  const { reason, line } = whole.error;
  throw new Failure(
    `${source.path}${line === undefined ? '' : `, line ${line}`}: ${reason}. Nothing was changed.`,
  );
}

type Each = Pick<ManifestRewrite, 'rewritten' | 'uses' | 'left' | 'unresolved'> & {
  readonly texts: readonly string[];
};

function rewriteEach(
  source: SourceText,
  parts: readonly string[],
  decisionOf: (reference: ImageReference) => Decision,
): Each | undefined {
  const results: ManifestRewrite[] = [];
  for (const part of parts) {
    const result = rewriteManifests(sourceText(source.path, part), decisionOf);
    if (!result.ok) return undefined;
    results.push(result.value);
  }
  return {
    texts: results.map(({ text }) => text),
    rewritten: results.flatMap(({ rewritten }) => rewritten),
    uses: results.flatMap(({ uses }) => uses),
    left: results.flatMap(({ left }) => left),
    unresolved: results.flatMap(({ unresolved }) => unresolved),
  };
}

/** A thousand objects share some hundred images. */
function remembering(
  decisionFor: (reference: ImageReference) => Decision,
): (reference: ImageReference) => Decision {
  const known = new Map<string, Decision>();
  return (reference) => {
    const name = formatReference(reference);
    const before = known.get(name);
    if (before !== undefined) return before;
    const decision = decisionFor(reference);
    known.set(name, decision);
    return decision;
  };
}

import { isBelow, joinPath, parsePattern, remainder, sourcePattern } from './pattern.ts';
import type { CacheRule } from './types.ts';

/**
 * What works instead of two wildcard rules of which `outer` holds the target of `inner`. The sentences know nothing of
 * third rules: `conflicts` judges the outcome again.
 */
export function overlapAdvice(outer: CacheRule, inner: CacheRule): string {
  const outerSource = sourcePattern(outer.source).path;
  const innerSource = sourcePattern(inner.source).path;
  const outerTarget = parsePattern(outer.target).path;
  const innerTarget = parsePattern(inner.target).path;
  const rest = remainder(innerTarget, outerTarget);

  if (innerSource === joinPath(outerSource, rest)) {
    return `${inner.name} is not needed: ${outer.name} serves the same images at the same place. Delete ${inner.name}.`;
  }
  const slash = outerSource.lastIndexOf('/');
  const last = outerSource.slice(slash + 1);
  const narrowed = joinPath(outerTarget, last);
  // With the last segment of its source in its target the outer rule stands beside the inner one, not around it.
  if (
    slash !== -1 &&
    narrowed !== innerTarget &&
    !isBelow(innerTarget, narrowed) &&
    !isBelow(narrowed, innerTarget)
  ) {
    return `Give ${outer.name} the target ${narrowed}/*, which stands beside ${innerTarget}/*; or keep the short form with one static rule for each image (${outerSource}/IMAGE -> ${joinPath(outerTarget, 'IMAGE')}), which ACR allows beside a wildcard.`;
  }
  return `Give ${inner.name} a target outside ${outer.target}, such as ${innerTarget.replaceAll('/', '-')}/*.`;
}

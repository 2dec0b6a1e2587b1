import { fieldsOf, isStringScalar, type YamlAlias, type YamlField } from '../../../formats/yaml/index.ts';
import type { ObjectReader } from '../object-reader.ts';
import { below, type Place } from '../place.ts';
import { reportWords, type Word } from './report-words.ts';

/** Annotations that say an image to a controller carry its domain: `sidecar.istio.io/proxyImage`. */
const NAMED = /^[^/]+\.[^/]+\/.*image/i;

/** Copies of objects, and what watches images instead of pulling them. */
const LEFT_OUT =
  /^(?:kubectl\.kubernetes\.io|argocd-image-updater\.argoproj\.io|image\.openshift\.io|keel\.sh|kbld\.k14s\.io)\//;

/** The images in the annotations of an object or of a pod template. */
export function reportAnnotations(
  annotations: YamlField | undefined,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  if (annotations?.value.kind !== 'map') return;
  const { value: map } = annotations;
  if (!map.entries.some(({ key }) => key.kind !== 'scalar' || NAMED.test(key.value))) return;
  const outer = via ?? annotations.via;
  if (outer !== undefined && !reader.budget.mayEnter(outer, map, place.depth)) return;
  const words: Word[] = [];
  for (const { key, value, via: own } of fieldsOf(map)) {
    if (value.kind !== 'scalar' || !isStringScalar(value) || LEFT_OUT.test(key)) continue;
    words.push({ name: key, text: { scalar: value, via: outer ?? own }, place: below(place, key) });
  }
  reportWords(words, reader, { named: true });
}

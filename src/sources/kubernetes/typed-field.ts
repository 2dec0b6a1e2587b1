import { isNull, type YamlAlias, type YamlField, type YamlMap } from '../../formats/yaml/index.ts';
import type { Confidence, Purpose } from '../image-use.ts';
import { referenceAt } from '../yaml-text.ts';
import type { Report } from './object-reader.ts';
import type { Place } from './place.ts';

/**
 * A field that is known to hold an image. Kubernetes lets a template leave it out or null, for something else to set;
 * an empty string says the same but stands in somebody's way when it is seen, and so it is told.
 */
export function reportTyped(
  image: YamlField,
  place: Place,
  via: YamlAlias | undefined,
  report: Report,
  confidence: Confidence,
  purpose: Purpose = 'pull',
): void {
  const { value } = image;
  if (value.kind === 'seq' || (value.kind === 'scalar' && isNull(value))) return;
  const through = via ?? image.via;
  if (value.kind === 'map') {
    // `{{ .Values.image }}` without quotes is a map in a map to YAML.
    if (!isExpression(value)) return;
    const span = through?.span ?? value.span;
    report(place, { span, value: EXPRESSION, unresolved: expression, confidence, purpose });
    return;
  }
  const reference = referenceAt({ scalar: value, via: through });
  const blank = value.value.trim() === '' ? { unresolved: empty } : {};
  report(place, { ...reference, ...blank, confidence, purpose });
}

/** What is known of a value that is an expression as a whole. */
const EXPRESSION = '{{ }}';
const expression = { code: 'template', reason: 'an expression stands where the image belongs' } as const;
const empty = {
  code: 'not-visible',
  reason: 'the image is empty: something else sets it at deployment',
} as const;

/** `{{ .Values.image }}` to YAML: a map whose only key is a map. */
function isExpression(map: YamlMap): boolean {
  return map.flow && map.entries.length === 1 && map.entries[0]?.key.kind === 'map';
}

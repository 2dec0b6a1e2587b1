import { isStringScalar } from '../../formats/yaml/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import type { FoundByName } from '../image-fields.ts';
import { referenceAt, type YamlText } from '../yaml-text.ts';

/** An entry of a list called `images`: only what can be nothing else, since such lists hold globs and names as well. */
export function listedImage(text: YamlText): FoundByName | undefined {
  if (!isStringScalar(text.scalar)) return undefined;
  const reference = referenceAt(text);
  if (reference.unresolved !== undefined || evidenceOf(reference.value) !== 'strong') return undefined;
  return { ...reference, confidence: 'likely' };
}

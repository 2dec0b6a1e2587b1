import { fieldsOf } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, textAt } from '../spot.ts';
import type { Reading } from './reading.ts';
import { substituted } from './variables.ts';

/** What `devcontainer-lock.json` pins each feature to; archives stand there by their address. */
export function lockedFeatures(root: Spot, reading: Reading): readonly FoundImage[] {
  const map = spotAt(root, 'features');
  if (map === undefined) return [];
  return fieldsOf(map.map).flatMap(({ key }) => {
    const text = textAt(spotAt(map, key), 'resolved');
    if (text === undefined || /^https?:/.test(text.value)) return [];
    const image = substituted(text, reading);
    return [{ ...image, path: text.path, purpose: 'pull', confidence: 'certain', reach: 'default' } as const];
  });
}

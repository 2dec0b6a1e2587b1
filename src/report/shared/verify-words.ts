import type { VerifyReport } from '../../verify/index.ts';
import { size } from './size.ts';
import { counted } from './text.ts';

/** `3 of 4 images pull through the cache, 12.3 MB` */
export function verifyVerdict({ references, via }: VerifyReport): string {
  const pulled = references.filter(({ result }) => result.ok).length;
  const bytes = references.reduce((sum, { result }) => sum + (result.ok ? result.value.bytes : 0), 0);
  const verb = references.length === 1 ? 'pulls' : 'pull';
  const through = via === undefined ? 'the cache' : via;
  return `${pulled} of ${counted(references.length, 'image')} ${verb} through ${through}, ${size(bytes)}`;
}

/** What proves it; undefined where nothing pulled. */
export function secondPullInWords({ references, via }: VerifyReport): string | undefined {
  const pulled = references.flatMap(({ result }) => (result.ok ? [result.value] : []));
  if (pulled.length === 0) return undefined;
  if (via === undefined) {
    const bytes = pulled.reduce((sum, { secondPull }) => sum + (secondPull?.bytes ?? 0), 0);
    return `a second pull of all of it, ${size(bytes)}, asked no upstream`;
  }
  const fresh = pulled.filter(({ fromUpstream }) => fromUpstream).length;
  return fresh === 0
    ? 'the registry served all of it by itself (no X-Azure-Origin)'
    : `${fresh} of ${counted(pulled.length, 'image')} came from the upstream by way of the registry (X-Azure-Origin: upstream)`;
}

export function platformsInWords(names: readonly string[]): string {
  if (names.length === 0) return 'one';
  return names.length <= 2 ? names.join(', ') : String(names.length);
}

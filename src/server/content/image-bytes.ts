import { isDigest } from '../http/digest.ts';
import type { Manifest } from './manifest.ts';

/** An index holds manifests, and may hold an index. */
const maxLevels = 3;

/**
 * Bytes of an image as its cached manifests tell them: the manifests themselves, with the configuration and the layers that they
 * name, each once. Undefined when the manifest is not cached.
 */
export async function imageBytes(
  digest: string,
  cached: (digest: string) => Promise<Manifest | undefined>,
): Promise<number | undefined> {
  const top = await cached(digest);
  if (top === undefined) return undefined;
  const sizes = new Map([[digest, top.bytes.byteLength]]);
  const add = async ({ bytes }: Manifest, level: number): Promise<void> => {
    const { blobs, manifests } = descriptorsOf(bytes);
    for (const blob of blobs) sizes.set(blob.digest, blob.size);
    if (level >= maxLevels) return;
    for (const child of manifests) {
      if (sizes.has(child)) continue;
      const held = await cached(child);
      if (held === undefined) continue;
      sizes.set(child, held.bytes.byteLength);
      await add(held, level + 1);
    }
  };
  await add(top, 1);
  let total = 0;
  for (const size of sizes.values()) total += size;
  return total;
}

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

function descriptorsOf(bytes: Uint8Array): {
  readonly blobs: readonly Descriptor[];
  readonly manifests: readonly string[];
} {
  const value = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
  const blobs = [value.config, ...listOf(value.layers), ...listOf(value.blobs)];
  return {
    blobs: blobs.flatMap((entry) => descriptorOf(entry) ?? []),
    manifests: listOf(value.manifests).flatMap((entry) => descriptorOf(entry)?.digest ?? []),
  };
}

function descriptorOf(entry: unknown): Descriptor | undefined {
  if (typeof entry !== 'object' || entry === null || !('digest' in entry) || !('size' in entry))
    return undefined;
  const { digest, size } = entry;
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? { digest, size } : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

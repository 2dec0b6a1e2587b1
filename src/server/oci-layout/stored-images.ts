import { stat } from 'node:fs/promises';
import { storedBytes } from '../content/stored-bytes.ts';
import { isDigest } from '../http/digest.ts';
import { ifPresent } from '../store/disk/files.ts';
import type { StoreLayout } from '../store/disk/layout.ts';
import type { Store } from '../store/types.ts';
import { type LayoutDescriptor, readLayoutManifest } from './descriptors.ts';

/** A store that is looked at from outside of a server. */
export interface OpenedStore {
  readonly store: Store;
  readonly layout: StoreLayout;
}

/** What a store has under one name: a tag, or a digest where no tag and no index leads to it. */
export interface StoredImage {
  /** Of the upstream: `docker.io/library/web`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest: string;
  readonly mediaType: string;
  /** Of the manifest. */
  readonly size: number;
  /** Of everything that is there, each blob once. */
  readonly bytes: number;
  /** Those that are there with all their layers; empty for an image that is not for several. */
  readonly platforms: readonly string[];
  /** Platforms, or digests where no platform stands, that are not there or not whole. */
  readonly missing: readonly string[];
  /** There is something in it that can be run: the image, or one of its platforms. */
  readonly usable: boolean;
  /** When it was asked for last. Milliseconds since the epoch. */
  readonly usedAt: number;
  /** What is whole, for a layout: manifests and blobs. */
  readonly contents: ReadonlyMap<string, number>;
}

/** No manifest is larger. */
const maxManifestBytes = 8 * 1024 * 1024;

const maxNesting = 4;

/** All images of a store, sorted by name. What has a name but no manifest is none. */
export async function listStoredImages(open: OpenedStore): Promise<readonly StoredImage[]> {
  const { records } = open.store;
  const images: StoredImage[] = [];
  for (const repository of await records.repositories()) {
    const tagged = new Set<string>();
    const below = new Set<string>();
    for (const value of await records.list(repository, 'tag')) {
      const { tag, digest } = fields(value);
      if (typeof tag !== 'string' || typeof digest !== 'string' || !isDigest(digest)) continue;
      tagged.add(digest);
      const image = await readStoredImage(open, repository, { tag, digest });
      if (image !== undefined) images.push(image);
    }
    const manifests = await records.list(repository, 'manifest');
    for (const value of manifests) {
      const { manifests: children } = fields(value);
      if (Array.isArray(children)) for (const child of children) below.add(String(child));
    }
    for (const value of manifests) {
      const { digest } = fields(value);
      if (typeof digest !== 'string' || !isDigest(digest) || tagged.has(digest) || below.has(digest))
        continue;
      const image = await readStoredImage(open, repository, { digest });
      if (image !== undefined) images.push(image);
    }
  }
  return images.sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
}

/** `docker.io/library/web:1.0`, `docker.io/library/web@sha256:…` */
export function nameOf({
  repository,
  tag,
  digest,
}: Pick<StoredImage, 'repository' | 'tag' | 'digest'>): string {
  return tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;
}

/** What a tag of a repository names, as far as the store knows. */
export async function storedTag(
  { store }: OpenedStore,
  repository: string,
  tag: string,
): Promise<string | undefined> {
  const { digest } = fields(await store.records.read(repository, 'tag', tag));
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined;
}

/** One image with what of it is there; undefined when its manifest is not. */
export async function readStoredImage(
  open: OpenedStore,
  repository: string,
  { tag, digest }: { readonly tag?: string; readonly digest: string },
): Promise<StoredImage | undefined> {
  const record = fields(await open.store.records.read(repository, 'manifest', digest));
  if (typeof record.mediaType !== 'string') return undefined;
  const gathering: Gathering = { present: new Map(), platforms: [], missing: [] };
  const top = { digest, size: -1, mediaType: record.mediaType, foreign: false, annotations: {} };
  const found = await gather(open, gathering, top, undefined, 0);
  if (found === undefined) return undefined;
  const status = await ifPresent(stat(open.layout.record(repository, 'manifest', digest)));
  return {
    repository,
    ...(tag === undefined ? {} : { tag }),
    digest,
    mediaType: record.mediaType,
    size: gathering.present.get(digest) ?? 0,
    bytes: [...gathering.present.values()].reduce((sum, bytes) => sum + bytes, 0),
    platforms: [...new Set(gathering.platforms)],
    missing: [...new Set(gathering.missing)],
    usable: found.whole,
    usedAt: status?.mtimeMs ?? 0,
    contents: found.contents,
  };
}

interface Gathering {
  readonly present: Map<string, number>;
  readonly platforms: string[];
  readonly missing: string[];
}

interface Found {
  readonly whole: boolean;
  readonly contents: ReadonlyMap<string, number>;
}

/** Undefined when the manifest itself is not there. */
async function gather(
  open: OpenedStore,
  gathering: Gathering,
  { digest }: LayoutDescriptor,
  platform: string | undefined,
  nesting: number,
): Promise<Found | undefined> {
  const bytes = await storedBytes(open.store.blobs, digest, maxManifestBytes);
  const manifest = bytes === undefined ? undefined : readLayoutManifest(bytes);
  if (bytes === undefined || manifest === undefined || typeof manifest === 'string') return undefined;
  gathering.present.set(digest, bytes.byteLength);
  const contents = new Map([[digest, bytes.byteLength]]);
  if (manifest.manifests.length > 0) {
    let whole = false;
    for (const child of nesting === maxNesting ? [] : manifest.manifests) {
      const below = await gather(open, gathering, child, child.platform, nesting + 1);
      if (below?.whole === true) {
        whole = true;
        for (const [name, size] of below.contents) contents.set(name, size);
      } else if (below === undefined) gathering.missing.push(child.platform ?? child.digest);
    }
    return { whole, contents };
  }
  let whole = true;
  for (const blob of manifest.blobs) {
    if (blob.foreign) continue;
    const status = await ifPresent(stat(open.layout.blob(blob.digest)));
    if (status === undefined || status.size !== blob.size) {
      whole = false;
      continue;
    }
    gathering.present.set(blob.digest, blob.size);
    contents.set(blob.digest, blob.size);
  }
  if (!whole) gathering.missing.push(platform ?? digest);
  else if (platform !== undefined) gathering.platforms.push(platform);
  return { whole, contents };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

import type { ManifestDetails } from './details.ts';
import type { StoredManifest, StoredRepository, StoredTag } from './repository.ts';

/**
 * What ACR's own API says of repositories, tags and manifests, in its words and its order (data-plane
 * Azure.ContainerRegistry 2021-07-01, and recorded answers in the tests of azure-sdk-for-js).
 */
export interface Shown {
  readonly [field: string]: unknown;
}

/** Nothing is locked: what a cache rule's target refuses, it refuses whatever these say. */
const unlocked = { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true };

export function repositoryShape({ manifests, tags }: StoredRepository): Shown {
  const times = [...manifests, ...tags];
  return {
    createdTime: isoTime(Math.min(...times.map(({ createdAt }) => createdAt))),
    lastUpdateTime: isoTime(Math.max(...times.map(({ updatedAt }) => updatedAt))),
    manifestCount: manifests.length,
    tagCount: tags.length,
    changeableAttributes: { ...unlocked, teleportEnabled: false },
  };
}

export function tagShape({ name, digest, createdAt, updatedAt }: StoredTag): Shown {
  return {
    name,
    digest,
    createdTime: isoTime(createdAt),
    lastUpdateTime: isoTime(updatedAt),
    signed: false,
    changeableAttributes: unlocked,
  };
}

/** `references` stand in the answer about one manifest, and not in lists. */
export function manifestShape(
  { digest, mediaType, tags, createdAt, updatedAt }: StoredManifest,
  { imageSize, architecture, os, configMediaType, references }: ManifestDetails,
  alone: boolean,
): Shown {
  return {
    digest,
    imageSize,
    createdTime: isoTime(createdAt),
    lastUpdateTime: isoTime(updatedAt),
    ...(architecture === undefined ? {} : { architecture }),
    ...(os === undefined ? {} : { os }),
    mediaType,
    ...(configMediaType === undefined ? {} : { configMediaType }),
    ...(tags.length === 0 ? {} : { tags }),
    changeableAttributes: unlocked,
    ...(alone && references !== undefined ? { references } : {}),
  };
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

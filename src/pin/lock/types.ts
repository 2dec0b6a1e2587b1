/** What a tag named when its registry was asked. */
export interface LockedImage {
  /** `docker.io/library/nginx`: where the image comes from, whatever cache it is pulled through. */
  readonly repository: string;
  readonly tag: string;
  /** Of the index, where the tag names one. */
  readonly digest: string;
  readonly mediaType: string;
  /** `os/architecture[/variant]`, sorted; absent for what is no index, and for an index that was not fetched. */
  readonly platforms?: readonly string[];
  /** When the tag was first seen to name the digest: ISO 8601 in UTC, to the second. */
  readonly resolved: string;
}

/** By `repository:tag`. */
export type Lock = ReadonlyMap<string, LockedImage>;

export function lockKey({ repository, tag }: Pick<LockedImage, 'repository' | 'tag'>): string {
  return `${repository}:${tag}`;
}

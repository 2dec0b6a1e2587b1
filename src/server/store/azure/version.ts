/** The version of a stored blob: who wrote it, and which commit it is. */
export function blobVersion(writer: string, etag: string): string {
  return `${writer} ${etag}`;
}

export function writtenBy(version: string): string {
  return version.split(' ', 1)[0] ?? '';
}

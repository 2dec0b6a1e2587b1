/** The base that paths are relative to; whoever reads the file knows where it checked the repository out. */
export const SRCROOT = '%SRCROOT%';

/** A path as a relative URI reference (RFC 3986): every segment percent-encoded as UTF-8. */
export function uriOf(path: string): string {
  // A lone surrogate has no UTF-8 form.
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** What a path below `/v2` asks for; names and references are as written, not yet checked. */
export type ApiRoute =
  | { readonly kind: 'ping' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'manifest'; readonly name: string; readonly reference: string }
  | { readonly kind: 'blob'; readonly name: string; readonly digest: string }
  | { readonly kind: 'upload'; readonly name: string }
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'referrers'; readonly name: string; readonly digest: string }
  | { readonly kind: 'unknown' };

/**
 * Reads a path (distribution-spec, "Endpoints"). The words that tell the kind stand at the end, so that a repository may
 * itself be called `manifests` or `tags/list`. Name and last segment are percent-decoded, once: some clients write `%3A` in a
 * digest, and Azure's SDKs `%2F` in a name. What else such a name may come to is refused by its grammar.
 */
export function parseRoute(path: string): ApiRoute {
  if (path === '/v2' || path === '/v2/') return { kind: 'ping' };
  if (path === '/v2/_catalog') return { kind: 'catalog' };
  if (!path.startsWith('/v2/')) return { kind: 'unknown' };
  const segments = path.slice('/v2/'.length).split('/');
  const upload = uploadName(segments);
  if (upload !== undefined) return { kind: 'upload', name: upload };
  const last = decodeSegment(segments.at(-1) ?? '');
  const word = segments.at(-2);
  const name = decodeSegment(segments.slice(0, -2).join('/'));
  if (segments.length < 3 || last === undefined || name === undefined) return { kind: 'unknown' };
  if (word === 'manifests') return { kind: 'manifest', name, reference: last };
  if (word === 'blobs') return { kind: 'blob', name, digest: last };
  if (word === 'referrers') return { kind: 'referrers', name, digest: last };
  if (word === 'tags' && last === 'list') return { kind: 'tags', name };
  return { kind: 'unknown' };
}

/** `<name>/blobs/uploads`, `<name>/blobs/uploads/` and `<name>/blobs/uploads/<session>`. */
function uploadName(segments: readonly string[]): string | undefined {
  for (const length of [2, 3]) {
    const tail = segments.slice(-length);
    if (segments.length > length && tail[0] === 'blobs' && tail[1] === 'uploads') {
      return segments.slice(0, -length).join('/');
    }
  }
  return undefined;
}

function decodeSegment(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

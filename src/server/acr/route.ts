/** What a path below `/acr/v1/` asks for; names, tags and digests are as written, not yet checked. */
export type AcrRoute =
  | { readonly kind: 'catalog' }
  | { readonly kind: 'repository'; readonly name: string }
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'tag'; readonly name: string; readonly tag: string }
  | { readonly kind: 'manifests'; readonly name: string }
  | { readonly kind: 'manifest'; readonly name: string; readonly digest: string }
  | { readonly kind: 'unknown' };

/**
 * Reads a path of ACR's own data-plane API (Azure/azure-rest-api-specs, data-plane Azure.ContainerRegistry 2021-07-01). A
 * repository's name comes with its slashes, as az writes it, or as one segment with `%2F`, as the SDKs write it. The words
 * that start with `_` cannot be part of a name.
 */
export function parseAcrRoute(path: string): AcrRoute {
  if (!path.startsWith('/acr/v1/')) return { kind: 'unknown' };
  if (path === '/acr/v1/_catalog') return { kind: 'catalog' };
  const segments = decoded(path.slice('/acr/v1/'.length))?.split('/');
  if (segments === undefined) return { kind: 'unknown' };
  const word = segments.findIndex((segment) => segment.startsWith('_'));
  if (word === -1) return { kind: 'repository', name: segments.join('/') };
  const name = segments.slice(0, word).join('/');
  const [kind, item, ...rest] = segments.slice(word);
  if (name === '' || rest.length > 0) return { kind: 'unknown' };
  if (kind === '_tags') return item === undefined ? { kind: 'tags', name } : { kind: 'tag', name, tag: item };
  if (kind === '_manifests')
    return item === undefined ? { kind: 'manifests', name } : { kind: 'manifest', name, digest: item };
  return { kind: 'unknown' };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

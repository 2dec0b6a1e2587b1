import type { CacheRule } from './types.ts';

/** One side of a rule: `docker.io/library/*` is the path `docker.io/library` with a wildcard, `*` the empty path with one. */
export interface PathPattern {
  readonly path: string;
  readonly wildcard: boolean;
}

export function parsePattern(text: string): PathPattern {
  if (text === '*') return { path: '', wildcard: true };
  return text.endsWith('/*') ? { path: text.slice(0, -2), wildcard: true } : { path: text, wildcard: false };
}

/** Whether the wildcard path `path` holds `name` below it: `a` holds `a/b` and `a/b/c`, not `a`; the empty path holds all. */
export function isBelow(name: string, path: string): boolean {
  return path === '' ? name !== '' : name.length > path.length + 1 && name.startsWith(`${path}/`);
}

/** The paths above a name, the longest first, without the empty one: `a/b/c` has `a/b` and `a`. */
export function ancestors(name: string): readonly string[] {
  const found: string[] = [];
  for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
    found.push(name.slice(0, slash));
  }
  return found;
}

/** Two paths as one; either may be empty. */
export function joinPath(path: string, rest: string): string {
  return path === '' || rest === '' ? path + rest : `${path}/${rest}`;
}

/** What stands below a wildcard's path. */
export function remainder(name: string, path: string): string {
  return path === '' ? name : name.slice(path.length + 1);
}

/** The login server that a rule fetches from. */
export function sourceRegistry(rule: CacheRule): string {
  const slash = rule.source.indexOf('/');
  return (slash === -1 ? rule.source : rule.source.slice(0, slash)).toLowerCase();
}

/**
 * A Docker Hub repository of one segment is an official image: Docker Hub, and ACR's artifact cache, look for it
 * below `library/` (artifact-cache-overview, "Upstream support").
 */
export function withLibrary(registry: string, repository: string): string {
  return registry === 'docker.io' && !repository.includes('/') ? `library/${repository}` : repository;
}

/** The source as it is compared with references: host in lower case, `library/` written out. */
export function sourcePattern(source: string): PathPattern {
  const { path, wildcard } = parsePattern(source);
  const slash = path.indexOf('/');
  if (slash === -1) return { path: path.toLowerCase(), wildcard };
  const registry = path.slice(0, slash).toLowerCase();
  const repository = path.slice(slash + 1);
  return { path: `${registry}/${wildcard ? repository : withLibrary(registry, repository)}`, wildcard };
}

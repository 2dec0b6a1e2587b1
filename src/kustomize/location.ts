import { pathFrom } from './paths.ts';

/** What a kustomization names under `resources` and the like. */
export type Location =
  /** A file or a directory, from the repository's root. */
  | { readonly kind: 'local'; readonly path: string }
  /** Fetched when kustomize runs: nothing in the repository says what it holds. */
  | { readonly kind: 'remote'; readonly url: string }
  /** An absolute path, or one that leads out of the repository. */
  | { readonly kind: 'outside'; readonly path: string };

/**
 * How a remote location begins (api/internal/git, repospec.go, and what 4.5 took besides): a scheme, go-getter's `git::`,
 * GitHub without a scheme, `user@host:path`.
 */
const REMOTE = /^(?:git::|gh:|ssh:\/\/|https?:\/\/|file:\/\/|github\.com[/:]|[a-z][a-z0-9-]*@)/i;

export function locationOf(directory: string, text: string): Location {
  if (REMOTE.test(text)) return { kind: 'remote', url: text };
  const path = pathFrom(directory, text);
  return path === undefined ? { kind: 'outside', path: text } : { kind: 'local', path };
}

import { type Fragment, literalFragment, madeFragment } from '../../text/index.ts';
import type { Choice } from '../ci/index.ts';
import { textOf } from '../pieces.ts';

/** What a registry of Docker Pipeline puts before names: its host and port. */
export type Registry = Fragment;

const URL = /^(?:https?:\/\/)?([^/\s]+)/;

/**
 * The registry that `docker.withRegistry` and `registryUrl` name; undefined for the empty text, which leaves Docker's own.
 * Only the host counts, a path does not (docker-commons, `DockerRegistryEndpoint.imageName`).
 */
export function registryOf([choice]: readonly Choice[]): Registry | undefined {
  if (choice === undefined) return undefined;
  const { fragments } = choice;
  const hole = fragments.find(({ kind }) => kind === 'hole');
  if (hole !== undefined) return hole;
  const url = textOf(fragments);
  const host = URL.exec(url)?.[1];
  if (host === undefined) return undefined;
  const [only] = fragments;
  if (fragments.length !== 1 || only?.kind !== 'text' || only.place === undefined) return madeFragment(host);
  const { file, span } = only.place;
  const start = span.start + url.indexOf(host);
  return literalFragment(host, file, { start, end: start + host.length });
}

/** Names get the registry in front unless they have it. */
export function withRegistry(choices: readonly Choice[], registry: Registry | undefined): readonly Choice[] {
  if (registry === undefined) return choices;
  const slash = madeFragment('/');
  return choices.map((choice) => {
    const own = textOf(choice.fragments);
    const has = registry.kind === 'text' && own.startsWith(`${registry.text}/`);
    return has ? choice : { ...choice, fragments: [registry, slash, ...choice.fragments] };
  });
}

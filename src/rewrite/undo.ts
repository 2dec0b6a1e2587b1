import { type CacheRule, upstreamCatalogue, upstreamReference } from '../cache/index.ts';
import {
  DOCKER_HUB,
  familiarReference,
  type ImageReference,
  parseReference,
  repositoryName,
} from '../image/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { textsOf } from './in-place/texts-of.ts';

/**
 * The rules by which cached references are led back: the registry's own, and behind them those that `rules` would have
 * proposed, with the usual targets, for what was rewritten before its rule was created.
 */
export function rulesToUndo(
  rules: readonly CacheRule[],
  targetPrefix: Readonly<Record<string, string>> = {},
): readonly CacheRule[] {
  const usual = upstreamCatalogue.upstreams.flatMap((upstream): readonly CacheRule[] => {
    const { loginServer } = upstream;
    if (loginServer.startsWith('*.')) return [];
    const prefix = targetPrefix[loginServer] ?? upstream.targetPrefix;
    return [{ name: `usual-${prefix}`, source: `${loginServer}/*`, target: `${prefix}/*` }];
  });
  return [...rules, ...usual];
}

/** What a cached reference stands for; undefined for what is none. The longest target that holds it wins. */
export function upstreamInstead(
  { reference, purpose }: ImageUse,
  loginServer: string,
  rules: readonly CacheRule[],
): ImageReference | undefined {
  if (purpose !== 'pull' && purpose !== 'build') return undefined;
  if (reference.registry.toLowerCase() !== loginServer.toLowerCase()) return undefined;
  return upstreamReference(reference, rules)?.upstream;
}

/**
 * How an upstream name is written, the most usual first. Docker Hub's images go without a host, official ones without
 * `library/`; not for podman and its like, which take no host for granted, and not where a field of its own holds the host.
 */
export function upstreamNames(use: ImageUse, { registry, repository }: ImageReference): readonly string[] {
  const full = repositoryName({ registry, repository });
  if (registry !== DOCKER_HUB) return [full];
  const familiar = familiarReference({ registry, repository });
  // `docker.io/a.b/c` would be a host without its own.
  const short = parseReference(familiar);
  const isSame = short.ok && repositoryName(short.value.reference) === full;
  const hosted = isSame ? `${DOCKER_HUB}/${familiar}` : full;
  if (wantsHost(use)) return [full];
  const [first] = textsOf(use);
  if (first?.role === 'registry') return first.value.includes('/') ? [hosted, full] : [full, hosted];
  return isSame ? [familiar, hosted, full] : [full];
}

function wantsHost({ source, path }: ImageUse): boolean {
  return source === 'quadlet' || /!(?:podman|buildah|skopeo|crane|ctr|crictl|nerdctl|oras) /.test(path);
}

import {
  type CacheOrigin,
  type CacheRegistry,
  type CacheRule,
  cachedReference,
  coveringRule,
  upstreamReference,
} from '../cache/index.ts';
import { DOCKER_HUB, normalizeRegistry } from '../image/index.ts';
import { isRegistryHost } from './http/names.ts';
import { createLru } from './memory/lru.ts';

/** What a repository of this server stands for. */
export interface Origin {
  /** The repository as the client names it. */
  readonly name: string;
  readonly rule: CacheRule;
  /** The upstream's login server: `docker.io`. */
  readonly registry: string;
  /** The upstream's own repository: `library/nginx`. */
  readonly repository: string;
  /** How the client came here: by a rule's target, as a mirror of the host in `?ns=`, or as a mirror of Docker Hub. */
  readonly via: 'rule' | 'namespace' | 'mirror';
}

export interface Origins {
  /** Undefined when no rule leads anywhere from this name. `namespace` is the `ns` of containerd's mirror requests. */
  find(name: string, namespace?: string): Origin | undefined;
}

/** The key under which an upstream repository is stored: the same whichever way leads to it. */
export function originKey(origin: Origin): string {
  return `${origin.registry}/${origin.repository}`;
}

/** Characters of remembered names. */
const remembered = 2_000_000;

/**
 * Where requests lead. The targets of the rules come first, as in ACR; then `ns` (distribution-spec, "Registry Proxying");
 * then Docker's `registry-mirrors`, which asks for Docker Hub's repositories under their own names. However a name came
 * here, a rule has to cover what it stands for: no other upstream is ever asked for anything.
 *
 * A mirror's client that says which upstream it means never gets another's content: where a rule's target is of another
 * upstream than `ns`, the target is not meant.
 */
export function createOrigins(registry: CacheRegistry): Origins {
  const known = createLru<Origin | 'none'>(remembered, (_, key) => key.length + 100);
  return {
    find: (name, namespace) => {
      // Anything else, put before a repository, could reach into the repositories of another host.
      if (namespace !== undefined && !isRegistryHost(namespace)) return undefined;
      const key = `${namespace ?? ''} ${name}`;
      const before = known.get(key);
      if (before !== undefined) return before === 'none' ? undefined : before;
      const found = findOrigin(registry, name, namespace);
      known.set(key, found ?? 'none');
      return found;
    },
  };
}

function findOrigin(
  { loginServer = '', rules }: CacheRegistry,
  name: string,
  namespace: string | undefined,
): Origin | undefined {
  const asked = namespace === undefined ? undefined : normalizeRegistry(namespace);
  const host = asked === normalizeRegistry(loginServer) ? undefined : asked;
  const direct = upstreamReference({ registry: loginServer, repository: name }, rules);
  if (direct !== undefined && (host === undefined || host === direct.upstream.registry)) {
    return originOf(name, direct, 'rule');
  }
  const registry = host ?? DOCKER_HUB;
  const wanted = { registry, repository: registry === DOCKER_HUB ? officialName(name) : name };
  const rule = coveringRule(wanted, rules);
  // By way of the rule's own path and back, so that what is asked is what the rule names: a registry that has moved is
  // covered by the rule for its successor.
  const cached = rule === undefined ? undefined : cachedReference(wanted, rule, loginServer);
  const found = cached === undefined ? undefined : upstreamReference(cached, rules);
  return found === undefined ? undefined : originOf(name, found, host === undefined ? 'mirror' : 'namespace');
}

function originOf(name: string, { rule, upstream }: CacheOrigin, via: Origin['via']): Origin {
  return { name, rule, registry: upstream.registry, repository: upstream.repository, via };
}

function officialName(name: string): string {
  return name.includes('/') ? name : `library/${name}`;
}

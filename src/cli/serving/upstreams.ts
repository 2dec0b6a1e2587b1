import { homedir } from 'node:os';
import { type CacheRegistry, findUpstream, sourceRegistry } from '../../cache/index.ts';
import { normalizeRegistry } from '../../image/index.ts';
import type { CredentialsProvider, RegistryEndpoint, RegistryError } from '../../registry/index.ts';
import type { Result } from '../../result.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';
import type { ConfiguredUpstreams } from './upstream-access.ts';

export interface UpstreamOptions {
  readonly registry: CacheRegistry;
  readonly configured: ConfiguredUpstreams;
  /** `HOST=URL` each: the registry is there instead; before what is configured. */
  readonly replacements: readonly string[];
  /** Rules may come for any upstream that ACR supports, which may be replaced before. */
  readonly rulesMayCome: boolean;
  /** Registries that are asked although no rule names them. */
  readonly named?: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How a login server is reached. */
export type EndpointOf = (host: string) => Result<RegistryEndpoint, RegistryError>;

/**
 * How each registry that the rules name is reached: by https, through the environment's proxy, with the credentials of the
 * environment and of docker's and podman's files, unless the configuration says otherwise. The credentials for a registry
 * at another address are those of that address, so that no secret goes where it was not meant to.
 */
export function upstreamEndpoints(
  { defaultCredentials, proxyFromEnvironment, registryEndpoint }: LocalRegistry,
  { registry, configured, replacements, rulesMayCome, named = [], environment }: UpstreamOptions,
): EndpointOf {
  const proxy = proxyFromEnvironment(environment);
  const replaced = replacedAddresses(replacements, [...upstreamsOf(registry), ...named], rulesMayCome);
  const endpointOf = (host: string): Result<RegistryEndpoint, RegistryError> => {
    const access = configured.get(host);
    const files = access?.authFile === undefined ? [] : [access.authFile];
    const credentials = defaultCredentials(environment, homedir(), files);
    const url = replaced.get(host) ?? access?.url;
    return registryEndpoint(host, {
      ...(proxy === undefined ? {} : { proxy }),
      ...(access === undefined ? {} : { tls: access.tls, allowedRealms: access.realms }),
      ...(url === undefined ? { credentials } : { baseUrl: url, credentials: ofAddress(url, credentials) }),
    });
  };
  for (const host of [...replaced.keys(), ...configured.keys()]) {
    const endpoint = endpointOf(host);
    const url = replaced.get(host);
    const label = url === undefined ? `upstreams.${host}` : `--upstream ${host}=${url}`;
    if (!endpoint.ok) throw new CommandError(`${label}: ${endpoint.error.message}`);
  }
  return (host) => endpointOf(normalizeRegistry(host));
}

/** The login servers that the rules have their sources at, sorted. */
export function upstreamsOf(registry: CacheRegistry): readonly string[] {
  return [...new Set(registry.rules.map((rule) => normalizeRegistry(sourceRegistry(rule))))].sort();
}

/** Warnings of what is configured for registries that no rule names, as after a slip of the pen. */
export function unusedUpstreams(registry: CacheRegistry, configured: ConfiguredUpstreams): readonly string[] {
  const named = upstreamsOf(registry);
  return [...configured.keys()]
    .filter((host) => !named.includes(host))
    .map((host) => `upstreams.${host} is not used: no cache rule has its source there`);
}

function replacedAddresses(
  replacements: readonly string[],
  named: readonly string[],
  rulesMayCome: boolean,
): ReadonlyMap<string, string> {
  const replaced = new Map<string, string>();
  for (const text of replacements) {
    const { host, url } = parseReplacement(text);
    if (!named.includes(host) && !(rulesMayCome && findUpstream(host) !== undefined)) {
      throw new CommandError(
        `--upstream ${text}: no cache rule has its source at ${host}`,
        `the rules name ${named.join(', ')}`,
      );
    }
    if (replaced.has(host)) throw new CommandError(`--upstream names ${host} twice`);
    replaced.set(host, url);
  }
  return replaced;
}

function parseReplacement(text: string): { readonly host: string; readonly url: string } {
  const equals = text.indexOf('=');
  const host = text.slice(0, equals).trim();
  const url = text.slice(equals + 1).trim();
  if (equals < 1 || !URL.canParse(url)) {
    throw new CommandError(
      `--upstream ${text}: this is not HOST=URL`,
      'such as docker.io=https://mirror.example',
    );
  }
  return { host: normalizeRegistry(host), url };
}

function ofAddress(url: string, credentials: CredentialsProvider): CredentialsProvider {
  const { host } = new URL(url);
  return (_, signal) => credentials(host, signal);
}

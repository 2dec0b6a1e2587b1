import { homedir } from 'node:os';
import { type CacheRegistry, sourceRegistry } from '../../cache/index.ts';
import { normalizeRegistry } from '../../image/index.ts';
import type { CredentialsProvider, RegistryEndpoint, RegistryError } from '../../registry/index.ts';
import type { Result } from '../../result.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';

/**
 * How each registry that the rules name is reached: by https, through the environment's proxy, with the credentials of the
 * environment and of docker's and podman's files. `replacements` are `HOST=URL`: the registry is there instead, and
 * the credentials are those of that address, so that no secret goes where it was not meant to.
 */
export function upstreamEndpoints(
  { defaultCredentials, proxyFromEnvironment, registryEndpoint }: LocalRegistry,
  registry: CacheRegistry,
  replacements: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): (host: string) => Result<RegistryEndpoint, RegistryError> {
  const credentials = defaultCredentials(environment, homedir());
  const proxy = proxyFromEnvironment(environment);
  const shared = { credentials, ...(proxy === undefined ? {} : { proxy }) };
  const named = new Set(registry.rules.map((rule) => normalizeRegistry(sourceRegistry(rule))));
  const replaced = new Map<string, RegistryEndpoint>();
  for (const text of replacements) {
    const { host, url } = parseReplacement(text);
    if (!named.has(host)) {
      throw new CommandError(
        `--upstream ${text}: no cache rule has its source at ${host}`,
        `the rules name ${[...named].sort().join(', ')}`,
      );
    }
    if (replaced.has(host)) throw new CommandError(`--upstream names ${host} twice`);
    const endpoint = registryEndpoint(host, {
      ...shared,
      baseUrl: url,
      credentials: ofAddress(url, credentials),
    });
    if (!endpoint.ok) throw new CommandError(`--upstream ${text}: ${endpoint.error.message}`);
    replaced.set(host, endpoint.value);
  }
  return (host) => {
    const endpoint = replaced.get(normalizeRegistry(host));
    return endpoint === undefined ? registryEndpoint(host, shared) : { ok: true, value: endpoint };
  };
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

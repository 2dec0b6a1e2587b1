import { homedir } from 'node:os';
import type { RegistryEndpoint } from '../../registry/index.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from '../serving/library.ts';

/** A host or an address; `undefined` where it is neither. A registry without a scheme is spoken to by https. */
export function parseVia(text: string): URL | undefined {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return text !== '' && URL.canParse(url) ? new URL(url) : undefined;
}

/** The registry that is pulled from in place of a local one, with the credentials of docker's and podman's files and of the environment. */
export function viaEndpoint(
  { defaultCredentials, proxyFromEnvironment, registryEndpoint }: LocalRegistry,
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): RegistryEndpoint {
  const url = parseVia(text);
  if (url === undefined) throw new Error(`--via ${text} was not looked at`);
  const proxy = proxyFromEnvironment(environment);
  const endpoint = registryEndpoint(url.host, {
    baseUrl: url.href,
    credentials: defaultCredentials(environment, homedir()),
    ...(proxy === undefined ? {} : { proxy }),
  });
  if (!endpoint.ok) throw new CommandError(`--via ${text}: ${endpoint.error.message}`);
  return endpoint.value;
}

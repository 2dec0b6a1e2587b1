import { DOCKER_HUB } from '../image/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { RegistryError } from './error.ts';
import { isLoopback } from './hosts.ts';
import type { RegistryEndpoint } from './types.ts';

/** The host that serves Docker Hub's registry API; `docker.io` itself is a web site. */
const dockerHubTransport = 'registry-1.docker.io';

export interface EndpointOptions extends Omit<RegistryEndpoint, 'host' | 'baseUrl'> {
  /** Where the registry is reached instead of under its own name: a mirror, a test. */
  readonly baseUrl?: string;
  /** Speak http. Only a loopback host may be spoken to without TLS; for others it is an error (`invalid`). */
  readonly plainHttp?: boolean;
}

/** The endpoint of a registry that references name `host`: https, but for a loopback host with `plainHttp`. */
export function registryEndpoint(
  host: string,
  options: EndpointOptions = {},
): Result<RegistryEndpoint, RegistryError> {
  const { baseUrl, plainHttp, ...rest } = options;
  const transport = host === DOCKER_HUB ? dockerHubTransport : host;
  const text = baseUrl ?? `${plainHttp === true ? 'http' : 'https'}://${transport}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return invalid(host, 'is not the host of a registry');
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return invalid(host, 'has an address with more than scheme, host and path');
  }
  if (baseUrl === undefined && url.pathname !== '/') return invalid(host, 'is not the host of a registry');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return invalid(host, 'is neither http nor https');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return invalid(host, 'is not on this machine, and only such a registry may be spoken to without TLS');
  }
  return ok({ host, baseUrl: url.origin + url.pathname.replace(/\/+$/, ''), ...rest });
}

function invalid(host: string, what: string): Result<never, RegistryError> {
  return err({ code: 'invalid', message: `${JSON.stringify(host)} ${what}`, host, errors: [] });
}

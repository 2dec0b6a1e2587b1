import type { CacheRegistry } from '../../cache/index.ts';
import { describeSystemError } from '../../host/index.ts';
import { systemErrorCode } from '../../host/system-error.ts';
import type { ListenOptions, RunningServer, ServerOptions } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';
import type { ConfiguredUpstreams } from './upstream-access.ts';
import { type EndpointOf, upstreamEndpoints } from './upstreams.ts';

export interface LocalServer {
  readonly server: RunningServer;
  /** How upstreams are reached at this moment. */
  readonly endpointOf: EndpointOf;
  /** Serves other rules, and reaches upstreams in another way, from the next request on. Throws a `CommandError` and changes nothing when that cannot be. */
  reconfigure(registry: CacheRegistry, configured: ConfiguredUpstreams): void;
  /** Lets what runs finish for as long as `graceMs`, then closes every connection. */
  close(graceMs?: number): Promise<void>;
}

export interface LocalServerOptions extends Omit<ServerOptions, 'upstreams'> {
  /** `HOST=URL` each. */
  readonly replacements: readonly string[];
  readonly configured: ConfiguredUpstreams;
  /** Rules may come while the server runs: any upstream that ACR supports may be replaced. */
  readonly rulesMayCome?: boolean;
}

const maxManifestBytes = 8 * 1024 * 1024;

/** Starts the local registry of the given rules. */
export async function startLocal(library: LocalRegistry, options: LocalServerOptions): Promise<LocalServer> {
  const { replacements, configured, rulesMayCome = false, ...serverOptions } = options;
  const endpointsFor = (registry: CacheRegistry, upstreams: ConfiguredUpstreams): EndpointOf =>
    upstreamEndpoints(library, {
      registry,
      configured: upstreams,
      replacements,
      rulesMayCome,
      environment: process.env,
    });
  let endpointOf = endpointsFor(options.registry, configured);
  let reach = library.registryUpstreams(endpointOf, maxManifestBytes);
  const reaches = [reach];
  const closeReaches = (): void => {
    for (const opened of reaches) opened.close();
  };
  try {
    const server = await library.startServer({
      ...serverOptions,
      upstreams: (registry, observe) => reach.upstreams(registry, observe),
      maxManifestBytes,
    });
    return {
      server,
      get endpointOf() {
        return endpointOf;
      },
      reconfigure: (registry, upstreams) => {
        endpointOf = endpointsFor(registry, upstreams);
        reach = library.registryUpstreams(endpointOf, maxManifestBytes);
        // The older connections stay open: what is being read over them is read to its end.
        reaches.push(reach);
        server.useRegistry(registry);
      },
      close: async (graceMs) => {
        await server.close(graceMs);
        closeReaches();
      },
    };
  } catch (error) {
    closeReaches();
    throw listenError(error, options.listen, '--listen') ?? error;
  }
}

/** Says what is in the way of a port; undefined for an error of another kind. */
export function listenError(
  error: unknown,
  listen: ListenOptions | undefined,
  flag: '--listen' | '--azure',
): CommandError | undefined {
  const code = systemErrorCode(error);
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  if (code === undefined || (call !== 'listen' && call !== 'bind' && call !== 'getaddrinfo'))
    return undefined;
  const place = `${listen?.host ?? ''}:${listen?.port ?? 0}`;
  return new CommandError(
    `cannot listen on ${place}: ${describeSystemError(code)}`,
    code === 'EADDRINUSE' ? inUseHints[flag] : undefined,
  );
}

const inUseHints = {
  '--listen':
    'choose another port with --listen 127.0.0.1:5001, or port 0 for a free one; on macOS the AirPlay receiver takes port 5000',
  '--azure': 'choose another port with --azure 127.0.0.1:5444, or port 0 for a free one',
} as const;

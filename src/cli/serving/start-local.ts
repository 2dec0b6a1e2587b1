import { describeSystemError } from '../../host/index.ts';
import { systemErrorCode } from '../../host/system-error.ts';
import type { RunningServer, ServerOptions } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';
import { upstreamEndpoints } from './upstreams.ts';

export interface LocalServer {
  readonly server: RunningServer;
  /** Lets what runs finish for as long as `graceMs`, then closes every connection. */
  close(graceMs?: number): Promise<void>;
}

export interface LocalServerOptions extends Omit<ServerOptions, 'upstreams'> {
  /** `HOST=URL` each. */
  readonly replacements: readonly string[];
}

const maxManifestBytes = 8 * 1024 * 1024;

/** Starts the local registry of the given rules. */
export async function startLocal(library: LocalRegistry, options: LocalServerOptions): Promise<LocalServer> {
  const { replacements, ...serverOptions } = options;
  const endpoints = upstreamEndpoints(library, options.registry, replacements, process.env);
  const reach = library.registryUpstreams(endpoints, maxManifestBytes);
  try {
    const server = await library.startServer({
      ...serverOptions,
      upstreams: reach.upstreams,
      maxManifestBytes,
    });
    return {
      server,
      close: async (graceMs) => {
        await server.close(graceMs);
        reach.close();
      },
    };
  } catch (error) {
    reach.close();
    throw listenError(error, options) ?? error;
  }
}

function listenError(error: unknown, { listen }: LocalServerOptions): CommandError | undefined {
  const code = systemErrorCode(error);
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  if (code === undefined || (call !== 'listen' && call !== 'bind' && call !== 'getaddrinfo'))
    return undefined;
  const place = `${listen?.host ?? ''}:${listen?.port ?? 0}`;
  return new CommandError(
    `cannot listen on ${place}: ${describeSystemError(code)}`,
    code === 'EADDRINUSE'
      ? 'choose another port with --listen 127.0.0.1:5001, or port 0 for a free one; on macOS the AirPlay receiver takes port 5000'
      : undefined,
  );
}

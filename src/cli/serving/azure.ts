import { join } from 'node:path';
import type { CacheRegistry } from '../../cache/index.ts';
import { registryNameOf } from '../../emit/shared/registry-name.ts';
import type { RunningControlPlane } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import { azureScript } from './azure-script.ts';
import type { LocalRegistry } from './library.ts';
import { type ListenAddress, parseListenAddress } from './listen-address.ts';
import { type LocalServer, listenError } from './start-local.ts';

/** Fixed, so that references and the configuration of az stay good over restarts. */
const defaultAddress: ListenAddress = { host: '127.0.0.1', port: 5443 };

/** The registry's name in Azure where the configuration tells none. */
const unnamed = 'pullthrough';

/** Where `--azure` is to listen; undefined without the flag. */
export function azureAddress(flag: string | true | undefined): ListenAddress | undefined {
  if (flag === undefined || flag === true) return flag && defaultAddress;
  const address = parseListenAddress(flag);
  if (!address.ok) throw new CommandError(`--azure: ${address.error}`);
  return address.value;
}

export interface AzureOptions {
  readonly local: LocalServer;
  /** The registry as the configuration describes it, and its name in Azure where that is configured. */
  readonly registry: CacheRegistry;
  readonly registryName?: string;
  readonly storeDir: string;
  readonly listen: ListenAddress;
}

export interface Azure {
  readonly plane: RunningControlPlane;
  /** Shell lines that send az there. */
  readonly script: string;
}

/** Opens the control plane beside a running server. */
export async function startAzure(library: LocalRegistry, options: AzureOptions): Promise<Azure> {
  const { local, registry, registryName, storeDir, listen } = options;
  if (!library.isLoopback(listen.host)) {
    throw new CommandError(
      `--azure: ${listen.host} is not this machine alone, and whoever reaches the control plane changes the rules`,
      'listen on 127.0.0.1, [::1] or localhost',
    );
  }
  const tls = await library.loopbackTls({
    directory: join(storeDir, 'tls'),
    hosts: [listen.host],
    now: Date.now(),
  });
  const named = registryNameOf({
    ...(registry.loginServer === undefined ? {} : { loginServer: registry.loginServer }),
    ...(registryName === undefined ? {} : { registryName }),
  });
  const name = named?.name ?? unnamed;
  try {
    const plane = await library.startControlPlane({
      server: local.server,
      configured: registry,
      registryName: name,
      storeDir,
      listen: { ...listen, tls },
      credentialProblemOf: (loginServer) => credentialProblem(library, local, loginServer),
    });
    if (!plane.ok) throw new CommandError(plane.error.message);
    const { url } = plane.value;
    return {
      plane: plane.value,
      script: azureScript({ url, registry: name, tenant: library.tenantId, caFile: tls.caFile }),
    };
  } catch (error) {
    throw listenError(error, listen, '--azure') ?? error;
  }
}

/** Why a credential set of a login server cannot work here; undefined when it can. */
async function credentialProblem(
  { credentialVariable }: LocalRegistry,
  { endpointOf }: LocalServer,
  loginServer: string,
): Promise<string | undefined> {
  const endpoint = endpointOf(loginServer);
  if (!endpoint.ok) return endpoint.error.message;
  const answer = await endpoint.value.credentials?.(endpoint.value.host);
  if (answer?.credentials !== undefined) return undefined;
  // The credentials of a registry at another address are those of that address.
  const { host } = new URL(endpoint.value.baseUrl);
  const asked = endpoint.value.host === 'docker.io' && host.endsWith('.docker.io') ? 'docker.io' : host;
  const variable = credentialVariable(asked);
  const ways = [
    ...(variable === undefined ? [] : [`set ${variable}=user:token`]),
    `run docker login ${asked}`,
  ];
  const problems = (answer?.problems ?? []).map(({ place, message }) => ` (${place}: ${message})`).join('');
  return `There are no credentials for ${asked} on this machine${problems}: ${ways.join(', or ')}. The local registry uses those in place of Key Vault secrets, which it never asks for.`;
}

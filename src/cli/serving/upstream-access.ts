import { dirname, resolve } from 'node:path';
import type { UpstreamSetting } from '../../config/index.ts';
import type { TlsSettings } from '../../registry/index.ts';
import type { Configuration } from '../configuration.ts';
import { CommandError } from '../exit.ts';
import { readAuthorities, readKeyPair } from './tls-files.ts';

/** How an upstream is reached, its files read. */
export interface UpstreamAccess {
  readonly url?: string;
  readonly tls: TlsSettings;
  /** Absolute. */
  readonly authFile?: string;
  readonly realms: readonly string[];
}

/** By login server. */
export type ConfiguredUpstreams = ReadonlyMap<string, UpstreamAccess>;

/** What the configuration says of upstreams. A file that cannot be used ends the command, and not the first pull. */
export async function configuredUpstreams({
  settings,
  root,
  configFile,
}: Pick<Configuration, 'settings' | 'root' | 'configFile'>): Promise<ConfiguredUpstreams> {
  const base = configFile === undefined ? root : dirname(resolve(root, configFile));
  const found = new Map<string, UpstreamAccess>();
  for (const [host, setting] of Object.entries(settings.upstreams)) {
    found.set(host, await accessOf(host, setting, (path) => resolve(base, path)));
  }
  return found;
}

async function accessOf(
  host: string,
  { url, ca = [], clientCert, clientKey, insecure, authFile, realms = [] }: UpstreamSetting,
  locate: (path: string) => string,
): Promise<UpstreamAccess> {
  const place = `upstreams.${host}`;
  try {
    const authorities = await Promise.all(ca.map((path) => readAuthorities(locate(path))));
    const names = [`${place}.clientCert`, `${place}.clientKey`] as const;
    const pair = await readKeyPair(clientCert && locate(clientCert), clientKey && locate(clientKey), names);
    return {
      ...(url === undefined ? {} : { url }),
      tls: {
        ...(authorities.length === 0 ? {} : { ca: authorities }),
        ...pair,
        ...(insecure === undefined ? {} : { insecure }),
      },
      ...(authFile === undefined ? {} : { authFile: locate(authFile) }),
      realms,
    };
  } catch (error) {
    if (error instanceof CommandError) throw new CommandError(`${place}: ${error.message}`, error.hint);
    throw error;
  }
}

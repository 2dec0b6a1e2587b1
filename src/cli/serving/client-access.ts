import type { Passwords } from '../../server/index.ts';
import type { LocalRegistry } from './library.ts';
import type { ServerFlags } from './options.ts';
import { openPasswordFile } from './password-file.ts';
import { readClientAuthorities } from './tls-files.ts';

/** Who is served. */
export interface ClientAccess {
  /** PEM: the authorities of clients' certificates. */
  readonly clientCa?: string;
  readonly passwords?: Passwords;
}

export interface Listening {
  readonly host: string;
  readonly https: boolean;
}

/** Reads what the flags name, and warns where others than this machine's users are let in, or see passwords. */
export async function clientAccess(
  library: LocalRegistry,
  flags: ServerFlags,
  { host, https }: Listening,
  warn: (message: string) => void,
): Promise<ClientAccess> {
  const clientCa = await readClientAuthorities(flags.tlsClientCa, https);
  const passwords =
    flags.htpasswd === undefined ? undefined : openPasswordFile(library, flags.htpasswd, warn);
  if (!library.isLoopback(host)) {
    if (passwords !== undefined && !https) {
      warn(`passwords reach ${flags.listen} unencrypted: serve https, or put a proxy in front that does`);
    }
    if (passwords === undefined && clientCa === undefined) {
      warn(`whoever reaches ${flags.listen} pulls from the upstreams with your credentials`);
    }
  }
  return {
    ...(clientCa === undefined ? {} : { clientCa }),
    ...(passwords === undefined ? {} : { passwords }),
  };
}

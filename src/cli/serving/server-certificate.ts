import { join } from 'node:path';
import { CommandError } from '../exit.ts';
import type { LocalRegistry } from './library.ts';
import { type KeyPair, readKeyPair } from './tls-files.ts';

export interface CertificateFlags {
  readonly tls?: boolean;
  readonly tlsHost?: readonly string[];
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

/** What https is served with. */
export interface ServerCertificate extends KeyPair {
  /** The authority that clients have to trust; undefined where the user gave the certificate. */
  readonly caFile?: string;
}

export interface CertificatePlace {
  readonly storeDir: string;
  /** The address that is listened on. */
  readonly host: string;
}

/** Names and addresses of hosts, as a certificate can hold them. */
const hostPattern =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|[0-9a-fA-F:.]+)$/;

/** Addresses that mean every one of a machine: nobody connects to them by that name. */
const anyAddress: readonly string[] = ['0.0.0.0', '::'];

/** The certificate that the flags name or ask for; undefined for http. Can be read again at any time: files change. */
export async function serverCertificate(
  { loopbackTls }: LocalRegistry,
  flags: CertificateFlags,
  { storeDir, host }: CertificatePlace,
): Promise<ServerCertificate | undefined> {
  const { tls = false, tlsHost = [], tlsCert, tlsKey } = flags;
  const files = await readKeyPair(tlsCert, tlsKey, ['--tls-cert', '--tls-key']);
  if (files !== undefined && (tls || tlsHost.length > 0)) {
    throw new CommandError(
      '--tls makes a certificate, and --tls-cert names one',
      'leave one of the two out; what a certificate of your own is good for is written in it',
    );
  }
  if (files !== undefined || (!tls && tlsHost.length === 0)) return files;
  for (const name of tlsHost) {
    if (!hostPattern.test(name) || name.length > 253)
      throw new CommandError(`--tls-host: "${name}" is neither the name nor the address of a host`);
  }
  const hosts = [...(anyAddress.includes(host) ? [] : [host]), ...tlsHost];
  return loopbackTls({ directory: join(storeDir, 'tls'), hosts, now: Date.now() });
}

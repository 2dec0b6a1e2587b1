import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isLoopback } from '../../registry/index.ts';
import { ifPresent } from '../store/disk/files.ts';
import { replaceFile } from '../store/disk/replace-file.ts';
import { openAuthority } from './authority.ts';
import { type Certificate, makeCertificate } from './certificate.ts';

export interface LoopbackTlsOptions {
  /** Where the authority is kept; made when it is missing. */
  readonly directory: string;
  /** Names and addresses beside `localhost`, 127.0.0.1 and ::1 that the server is reached by. */
  readonly hosts: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface LoopbackTls extends Certificate {
  /** The authority's certificate, PEM: what clients are told to trust. */
  readonly ca: string;
  /** Where it is; absolute if `directory` is. */
  readonly caFile: string;
  /** The authority was made just now: nobody trusts it yet. */
  readonly isNew: boolean;
}

const dayMs = 86_400_000;

/** Apple's systems refuse server certificates for more than 825 days (support.apple.com/103769); a public one has at most 398. */
const lifetimeMs = 397 * dayMs;

const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** What RFC 6761 and RFC 5735 give to this machine: all names below `localhost`, and 127.0.0.0/8. */
const loopbackRange: readonly string[] = ['localhost', '127.0.0.0/8', '::1'];

/**
 * A certificate for a server on this machine, signed by an authority that is kept in the directory, so that clients who
 * trust it once go on trusting it. The authority can vouch for loopback and the given hosts alone: should its key be
 * stolen, nobody can pose as any other site with it. Each set of hosts beyond loopback has an authority of its own.
 */
export async function loopbackTls({ directory, hosts, now }: LoopbackTlsOptions): Promise<LoopbackTls> {
  const asked = [...new Set(hosts.map((host) => host.toLowerCase()))];
  const further = asked.filter((host) => !isLoopback(host)).sort();
  const folder = join(directory, further.length === 0 ? 'loopback' : further.join('+').replaceAll(':', '-'));
  await mkdir(folder, { recursive: true });
  const { authority, isNew } = await openAuthority({
    file: join(folder, 'authority.pem'),
    permitted: [...loopbackRange, ...further],
    leastMs: lifetimeMs,
    now,
  });
  const caFile = join(folder, 'ca.pem');
  const shown = await ifPresent(readFile(caFile, 'utf8'));
  if (shown !== authority.cert) await replaceFile(caFile, authority.cert, folder);
  const leaf = makeCertificate({
    commonName: 'localhost',
    hosts: [...new Set([...loopbackHosts, ...asked])],
    issuer: authority,
    now,
    lifetimeMs,
  });
  return { ...leaf, ca: authority.cert, caFile, isNew };
}

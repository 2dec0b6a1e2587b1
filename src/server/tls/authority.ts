import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ifPresent, systemCode } from '../store/disk/files.ts';
import { type Certificate, makeCertificate } from './certificate.ts';

export interface Authority extends Certificate {
  readonly commonName: string;
}

export interface AuthoritySettings {
  /** Its certificate and its key, which only the user may read. */
  readonly file: string;
  /** The hosts, and address ranges, that it may vouch for. */
  readonly permitted: readonly string[];
  /** Milliseconds that it has to be good for from now on; else a new one is made. */
  readonly leastMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface OpenedAuthority {
  readonly authority: Authority;
  /** It was made just now. */
  readonly isNew: boolean;
}

const lifetimeMs = 3_650 * 86_400_000;

/** The authority of a file, made when there is none that can still be used. Of several servers that start at once, one makes it. */
export async function openAuthority(settings: AuthoritySettings): Promise<OpenedAuthority> {
  const { file, now, leastMs } = settings;
  const text = await ifPresent(readFile(file, 'utf8'));
  const kept = text === undefined ? undefined : readAuthority(text, now + leastMs);
  if (kept !== undefined) return { authority: kept, isNew: false };
  const made = makeAuthority(settings);
  const isFirst = await writePrivate(file, made.cert + made.key, text === undefined);
  if (isFirst) return { authority: made, isNew: true };
  const theirs = readAuthority(await readFile(file, 'utf8'), now + leastMs);
  return { authority: theirs ?? made, isNew: true };
}

function makeAuthority({ permitted, now }: AuthoritySettings): Authority {
  const machine = hostname()
    .replaceAll(/[^A-Za-z0-9.-]/g, '')
    .slice(0, 30);
  // Trust stores find an authority by its name: two of one name would hide each other.
  const commonName = `pullthrough on ${machine} ${randomBytes(4).toString('hex')}`;
  return { ...makeCertificate({ commonName, permitted, now, lifetimeMs }), commonName };
}

/** Undefined when the text is not what was written, or the certificate ends before `until`. */
function readAuthority(text: string, until: number): Authority | undefined {
  const [cert] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
  const [key] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
  if (cert === undefined || key === undefined) return undefined;
  try {
    const certificate = new X509Certificate(cert);
    const commonName = /^CN=(.+)$/m.exec(certificate.subject)?.[1];
    const isOurs = certificate.ca && certificate.checkPrivateKey(createPrivateKey(key));
    if (commonName === undefined || !isOurs || Date.parse(certificate.validTo) < until) return undefined;
    return { cert, key, commonName };
  } catch {
    // OpenSSL throws at what is no certificate or no key.
    return undefined;
  }
}

/** Writes a file that only the user may read, in one step; with `isFirst` it leaves one that is there, and gives false. */
async function writePrivate(file: string, text: string, isFirst: boolean): Promise<boolean> {
  const temporary = join(dirname(file), `.${randomBytes(16).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!isFirst || !(await linked(temporary, file))) await rename(temporary, file);
    return true;
  } catch (error) {
    if (isFirst && systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** False where the file system knows no second name for a file. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(systemCode(error) ?? '')) return false;
    throw error;
  }
}

import { resolve } from 'node:path';
import { readText } from '../../host/index.ts';
import { CommandError } from '../exit.ts';

/** PEM: a certificate chain, and the key of its first certificate. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const limit = 1_000_000;

/** A certificate with its key. `names` is how the user gave the two, for the message when only one was. */
export async function readKeyPair(
  certFile: string | undefined,
  keyFile: string | undefined,
  names: readonly [cert: string, key: string],
): Promise<KeyPair | undefined> {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new CommandError(`${names[0]} and ${names[1]} are given together`);
  }
  const pair = { cert: readPem(certFile), key: readPem(keyFile) };
  const problem = await contextProblem(pair);
  if (problem !== undefined) {
    throw new CommandError(`${certFile} and ${keyFile} are no certificate with its key: ${problem}`);
  }
  return pair;
}

/** Certificates that are trusted. */
export async function readAuthorities(file: string): Promise<string> {
  const ca = readPem(file);
  const problem = ca.includes('-----BEGIN CERTIFICATE-----') ? await contextProblem({ ca }) : 'it holds none';
  if (problem !== undefined) throw new CommandError(`${file} is no file of PEM certificates: ${problem}`);
  return ca;
}

/** The authorities whose certificates clients have to show; undefined where everybody may come without. */
export async function readClientAuthorities(
  file: string | undefined,
  https: boolean,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (!https)
    throw new CommandError('--tls-client-ca needs --tls or --tls-cert: certificates are only shown over TLS');
  const ca = readPem(file);
  await requireCertificates(file, ca);
  return ca;
}

/** OpenSSL's words name what is wrong and quote nothing of a key. */
async function contextProblem(
  options: Partial<KeyPair> & { readonly ca?: string },
): Promise<string | undefined> {
  // Loaded only here: it would cost every start of the program some milliseconds.
  const { createSecureContext } = await import('node:tls');
  try {
    createSecureContext(options);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readPem(file: string): string {
  const content = readText(resolve(file), { maxBytes: limit });
  if (content.kind === 'text') return content.text;
  throw new CommandError(`${file}: ${content.kind === 'skipped' ? content.reason : 'not read'}`);
}

/** OpenSSL passes over an authority that it cannot read, and nobody would be let in. */
async function requireCertificates(file: string, pem: string): Promise<void> {
  const { X509Certificate } = await import('node:crypto');
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  if (blocks.length === 0) throw new CommandError(`${file} holds no PEM certificate`);
  for (const block of blocks) {
    try {
      new X509Certificate(block);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommandError(`${file} holds a certificate that cannot be read: ${reason}`);
    }
  }
}

import { resolve } from 'node:path';
import { readText } from '../../host/index.ts';
import { CommandError } from '../exit.ts';

const limit = 1_000_000;

/** The certificate and key that are served; undefined for http. */
export async function readTlsFiles(
  certFile: string | undefined,
  keyFile: string | undefined,
): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile === undefined || keyFile === undefined) {
    throw new CommandError('--tls-cert and --tls-key are given together');
  }
  // Loaded only here: it would cost every start of the program some milliseconds.
  const { createSecureContext } = await import('node:tls');
  const pair = { cert: readPem(certFile), key: readPem(keyFile) };
  try {
    createSecureContext(pair);
  } catch (error) {
    // OpenSSL's words name what is wrong and quote nothing of the key.
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${certFile} and ${keyFile} are no certificate with its key: ${reason}`);
  }
  return pair;
}

function readPem(file: string): string {
  const content = readText(resolve(file), { maxBytes: limit });
  if (content.kind === 'text') return content.text;
  throw new CommandError(`${file}: ${content.kind === 'skipped' ? content.reason : 'not read'}`);
}

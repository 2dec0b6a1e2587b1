import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  type Blob,
  createRegistryClient,
  type EndpointOptions,
  type RegistryClient,
  type RegistryError,
  registryEndpoint,
} from '../../../src/registry/index.ts';
import type { Result } from '../../../src/result.ts';

/** A client of a test's server that retries fast and ends with the test. */
export function clientOf(baseUrl: string, options: EndpointOptions = {}, host?: string): RegistryClient {
  const endpoint = registryEndpoint(host ?? new URL(baseUrl).host, {
    baseUrl,
    retry: { baseDelayMs: 1, maxDelayMs: 2 },
    ...options,
  });
  const client = createRegistryClient(unwrap(endpoint));
  onTestFinished(client.close);
  return client;
}

export function unwrap<T>(result: Result<T, RegistryError>): T {
  if (!result.ok) throw new Error(`unexpected error: ${JSON.stringify(result.error)}`);
  return result.value;
}

export function errorOf(result: Result<unknown, RegistryError>): RegistryError {
  if (result.ok) throw new Error('unexpected success');
  return result.error;
}

/** The whole body, or the error that ended it with what came before. */
export async function drain(
  blob: Pick<Blob, 'next'>,
): Promise<{ readonly bytes: Buffer; readonly error?: RegistryError }> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = await blob.next();
    if (!chunk.ok) return { bytes: Buffer.concat(chunks), error: chunk.error };
    if (chunk.value === undefined) return { bytes: Buffer.concat(chunks) };
    chunks.push(chunk.value);
  }
}

export function sha256(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

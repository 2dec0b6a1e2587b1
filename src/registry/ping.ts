import { ok, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import type { RegistryError } from './error.ts';
import { fetchDocument } from './send.ts';
import type { CallOptions } from './types.ts';

/** `GET /v2/` (distribution-spec, end-1): whether there is a registry that talks to us, challenges answered. */
export async function ping(
  client: RegistryClient,
  options: CallOptions = {},
): Promise<Result<void, RegistryError>> {
  const answer = await fetchDocument(
    client.wire,
    { method: 'GET', target: 'v2/', repository: undefined, expect: [200], signal: options.signal },
    64 * 1024,
  );
  return answer.ok ? ok(undefined) : answer;
}

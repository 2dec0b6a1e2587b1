import { err, type Result } from '../result.ts';
import type { RegistryClient } from './client.ts';
import type { RegistryError } from './error.ts';

/** The error for a question that is not asked, because what it names cannot exist. */
export function refuseInvalid(client: RegistryClient, offence: string): Result<never, RegistryError> {
  return err({ code: 'invalid', message: offence, host: client.endpoint.host, errors: [] });
}

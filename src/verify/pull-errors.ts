import type { RegistryError } from '../registry/index.ts';
import type { PullError } from './types.ts';

/** The registry's own words where it said some: they name the upstream, and the cache's address tells nobody anything. */
export function registryFailure(error: RegistryError, subject: string): PullError {
  const { code, status, retryAfterMs, errors } = error;
  const said = errors.map(({ message }) => message).filter((message) => message !== '');
  return {
    code,
    message: said.length === 0 ? error.message : said.join('; '),
    subject,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  };
}

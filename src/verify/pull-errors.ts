import type { RegistryError } from '../registry/index.ts';
import type { PullError } from './types.ts';

/** The registry's own words where it said some: they name the upstream, and the cache's address tells nobody anything. */
export function registryFailure(error: RegistryError, subject: string): PullError {
  const { status, retryAfterMs, errors } = error;
  // RFC 9110, 15.6.3: a gateway that got an answer, and could not use it.
  const code = status === 502 ? 'protocol' : error.code;
  const said = errors.map(({ message }) => message).filter((message) => message !== '');
  return {
    code,
    message: said.length === 0 ? error.message : said.join('; '),
    subject,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  };
}

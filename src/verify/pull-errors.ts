import type { RegistryError } from '../registry/index.ts';
import type { Party, PullError, PullErrorCode } from './types.ts';

/**
 * The registry's own words where they are about its upstream: the cache's address tells nobody anything then. A cache
 * answers 403 where its upstream wanted a login, 429 where that limited its rate, and 424 where it only failed; its words tell
 * these from its own refusals.
 */
export function registryFailure(error: RegistryError, subject: string): PullError {
  const { status, retryAfterMs, errors } = error;
  const said = errors.map(({ message }) => message).filter((message) => message !== '');
  const words = said.join('; ');
  const party = partyOf(words);
  return {
    code: codeOf(error, words),
    message: party === 'source' ? words : error.message,
    subject,
    party,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  };
}

function codeOf({ code, status }: RegistryError, words: string): PullErrorCode {
  // RFC 9110, 15.6.3: a gateway that got an answer, and could not use it.
  if (status === 502 && code === 'unavailable') return 'protocol';
  // What ACR says of an upstream that failed, without saying how: Azure/acr#892.
  if (status === 424) return 'unavailable';
  if (code !== 'denied' && code !== 'unauthorized') return code;
  return words.includes('authentication required') ? 'unauthorized' : code;
}

/** Both ACR and our own registry name the cache rule when it is the upstream that refuses: Azure/acr#599, #754, #772, #892. */
function partyOf(words: string): Party {
  return /\b(?:for|of) cache rule\b/.test(words) ? 'source' : 'registry';
}

import { nameErrors } from './rule.ts';
import type { CredentialSet } from './types.ts';
import { findUpstream, upstreamCatalogue } from './upstreams.ts';

export type CredentialSetErrorCode =
  | 'name-length'
  | 'name-characters'
  | 'unknown-upstream'
  | 'secret-missing'
  | 'secret-id';

/** Why ACR refuses a credential set. */
export interface CredentialSetError {
  readonly code: CredentialSetErrorCode;
  /** What, why, and what to do. */
  readonly message: string;
  /** ACR's own error code, where it is known. */
  readonly acr?: 'UpstreamNotSupported';
}

/** A secret of a Key Vault, with or without a version, in any Azure cloud. */
const secretId =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?\/secrets\/[a-z0-9-]{1,127}(?:\/[a-z0-9]+)?\/?$/i;

/** What is wrong with a credential set by itself. Empty when it is sound. Whether its secrets exist is not looked at. */
export function validateCredentialSet(set: CredentialSet): readonly CredentialSetError[] {
  return [
    ...nameErrors(set.name).map(({ code, message }) => ({ code: code as CredentialSetErrorCode, message })),
    ...loginServerErrors(set.loginServer),
    ...secretErrors('user name', set.usernameSecretId),
    ...secretErrors('password', set.passwordSecretId),
  ];
}

function loginServerErrors(loginServer: string): readonly CredentialSetError[] {
  if (findUpstream(loginServer) !== undefined) return [];
  const supported = upstreamCatalogue.upstreams.map((upstream) => upstream.loginServer).join(', ');
  return [
    {
      code: 'unknown-upstream',
      message: `ACR caches nothing from ${JSON.stringify(loginServer)}, so that credentials for it are refused. Its upstreams are ${supported}.`,
      acr: 'UpstreamNotSupported',
    },
  ];
}

function secretErrors(what: string, id: string | undefined): readonly CredentialSetError[] {
  if (id === undefined || id === '') {
    return [
      { code: 'secret-missing', message: `The ${what} is missing; name the Key Vault secret that holds it.` },
    ];
  }
  if (secretId.test(id)) return [];
  return [
    {
      code: 'secret-id',
      message: `The ${what} is ${JSON.stringify(id.slice(0, 200))}, which is no Key Vault secret: https://VAULT.vault.azure.net/secrets/NAME.`,
    },
  ];
}

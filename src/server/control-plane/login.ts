import { type ArmAnswer, found } from './answer.ts';
import { subscriptionId, tenantId } from './azure-ids.ts';

/**
 * What `az cloud register` and `az login` ask. The authority's path is `/adfs`: for that one alone az's library (MSAL) takes an
 * unknown host's word and asks nobody else. Nothing is secret here, so that any name and password logs in, as on loopback
 * anybody may do what az does.
 */
export function metadata(origin: string): ArmAnswer {
  return found({
    name: 'pullthrough',
    portal: origin,
    authentication: {
      loginEndpoint: `${origin}/adfs`,
      audiences: [`${origin}/`],
      tenant: 'adfs',
      identityProvider: 'ADFS',
    },
    resourceManager: origin,
    graph: `${origin}/`,
    graphAudience: `${origin}/`,
    microsoftGraphResourceId: `${origin}/`,
    suffixes: { acrLoginServer: 'azurecr.io', keyVaultDns: 'vault.azure.net', storage: 'core.windows.net' },
  });
}

export function openidConfiguration(origin: string): ArmAnswer {
  return found({
    issuer: `${origin}/adfs`,
    authorization_endpoint: `${origin}/adfs/oauth2/authorize`,
    device_authorization_endpoint: `${origin}/adfs/oauth2/devicecode`,
    token_endpoint: `${origin}/adfs/oauth2/token`,
  });
}

/** Seconds. */
const tokenLifetime = 86_400;

/** A token that says who it is for and is signed by nobody; `now` in milliseconds. */
export function token(origin: string, now: number): ArmAnswer {
  const seconds = Math.floor(now / 1_000);
  const claims = {
    aud: `${origin}/`,
    iss: `${origin}/adfs`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + tokenLifetime,
    tid: tenantId,
    oid: subscriptionId,
    sub: 'pullthrough',
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return {
    ...found({
      token_type: 'Bearer',
      expires_in: tokenLifetime,
      access_token: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
    }),
    headers: { 'Cache-Control': 'no-store' },
  };
}

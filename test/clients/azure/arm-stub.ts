import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Certificate } from '../../../src/server/tls/certificate.ts';

const subscription = '11111111-1111-1111-1111-111111111111';
const tenant = '22222222-2222-2222-2222-222222222222';

/** As much of Azure as az asks before it asks a registry: who it is, and where the registry of that name is. */
export async function startArmStub(certificate: Certificate, loginServer: string): Promise<string> {
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (request, response) => {
    const path = new URL(request.url ?? '', origin).pathname.toLowerCase();
    const answer = Object.entries(answers(origin, loginServer)).find(([end]) => path.endsWith(end))?.[1];
    request.resume();
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: { code: 'ResourceNotFound', message: path } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const origin = `https://localhost:${port}`;
  return origin;
}

function answers(origin: string, loginServer: string): Record<string, unknown> {
  const id = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/teamreg`;
  const registry = { id, name: 'teamreg', type: 'Microsoft.ContainerRegistry/registries', location: 'local' };
  return {
    '/metadata/endpoints': {
      name: 'stub',
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
    },
    '/.well-known/openid-configuration': {
      issuer: `${origin}/adfs`,
      authorization_endpoint: `${origin}/adfs/oauth2/authorize`,
      device_authorization_endpoint: `${origin}/adfs/oauth2/devicecode`,
      token_endpoint: `${origin}/adfs/oauth2/token`,
    },
    '/oauth2/token': { token_type: 'Bearer', expires_in: 3_600, access_token: identityToken(origin) },
    '/subscriptions': {
      value: [
        {
          id: `/subscriptions/${subscription}`,
          subscriptionId: subscription,
          tenantId: tenant,
          displayName: 'stub',
          state: 'Enabled',
        },
      ],
    },
    '/resources': { value: [registry] },
    '/registries/teamreg': {
      ...registry,
      sku: { name: 'Premium', tier: 'Premium' },
      properties: { loginServer, provisioningState: 'Succeeded', adminUserEnabled: false },
    },
  };
}

function identityToken(origin: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const claims = {
    aud: origin,
    iss: `${origin}/adfs`,
    exp,
    nbf: 0,
    iat: 0,
    tid: tenant,
    oid: subscription,
    sub: 'az',
  };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

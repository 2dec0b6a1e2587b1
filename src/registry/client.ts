import { createAuthorizer } from './auth/authorizer.ts';
import { createTokenSource } from './auth/token-source.ts';
import { createCredentialStore } from './credentials/store.ts';
import { hostnameOf } from './hosts.ts';
import { createConnections } from './http/connections.ts';
import { defaultRetryPolicy } from './http/retry.ts';
import { createRedactor } from './redact.ts';
import { askTokenServer } from './token-request.ts';
import { defaultTimeouts, type RegistryEndpoint } from './types.ts';
import type { Wire } from './wire.ts';

/** A registry with its kept connections, tokens and credentials. Make one per registry and share it. */
export interface RegistryClient {
  readonly endpoint: RegistryEndpoint;
  /** For the calls of this folder; no part of what others use. */
  readonly wire: Wire;
  /** Closes all connections; calls under way fail. */
  close(): void;
}

export function createRegistryClient(endpoint: RegistryEndpoint): RegistryClient {
  const base = new URL(endpoint.baseUrl);
  const timeouts = { ...defaultTimeouts, ...endpoint.timeouts };
  const redactor = createRedactor();
  const connections = createConnections({
    ownHostname: hostnameOf(base.hostname),
    connectMs: timeouts.connectMs,
    ...(endpoint.tls === undefined ? {} : { tls: endpoint.tls }),
    ...(endpoint.proxy === undefined ? {} : { proxy: endpoint.proxy }),
  });
  const observe = endpoint.observe ?? (() => {});
  const link = { connections, timeouts, redactor, observe };
  const authorizer = createAuthorizer({
    registryOrigin: base.origin,
    allowedRealms: endpoint.allowedRealms ?? [],
    tokens: createTokenSource((request) => askTokenServer(link, request), redactor, Date.now),
    credentials: createCredentialStore(endpoint.host, endpoint.credentials, redactor, Date.now),
    redactor,
  });
  return {
    endpoint,
    wire: { ...link, baseUrl: base, authorizer, retry: { ...defaultRetryPolicy, ...endpoint.retry } },
    close: connections.close,
  };
}

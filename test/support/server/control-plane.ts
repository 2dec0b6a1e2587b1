import { request } from 'node:https';
import { onTestFinished } from 'vitest';
import type { CacheRegistry } from '../../../src/cache/index.ts';
import {
  loopbackTls,
  type RunningControlPlane,
  type RunningServer,
  type ServerOptions,
  startControlPlane,
} from '../../../src/server/index.ts';
import { cacheRegistry, startCache, temporaryDirectory } from './cache.ts';
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.ts';

export interface ArmReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed; undefined when the body is empty. */
  readonly body: unknown;
}

export interface ArmBench {
  readonly server: RunningServer;
  readonly plane: RunningControlPlane;
  readonly upstream: FakeUpstream;
  readonly storeDir: string;
  /** The authority that vouches for the plane's certificate, PEM. */
  readonly ca: string;
  /** Asks something below the registry (`/cacheRules/x`), or any path that begins with `//`, as a logged-in client. */
  arm(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ArmReply>;
  close(): Promise<void>;
}

export interface ArmBenchOptions {
  readonly registry?: CacheRegistry;
  readonly upstream?: FakeUpstream;
  readonly storeDir?: string;
  readonly credentialProblemOf?: (loginServer: string) => Promise<string | undefined>;
  readonly server?: Partial<ServerOptions>;
}

export const registryName = 'teamimages';

export const registryPath =
  '/subscriptions/sub/resourceGroups/group/providers/Microsoft.ContainerRegistry/registries/teamimages';

export const dockerSet = {
  name: 'docker-hub',
  loginServer: 'docker.io',
  usernameSecretId: 'https://vault.vault.azure.net/secrets/user',
  passwordSecretId: 'https://vault.vault.azure.net/secrets/token',
};

export function dockerSetId(name = 'docker-hub'): string {
  return `${registryPath}/credentialSets/${name}`;
}

/** A server with a control plane; every upstream is the fake one. */
export async function startArm(options: ArmBenchOptions = {}): Promise<ArmBench> {
  const upstream = options.upstream ?? (await startFakeUpstream({}));
  if (options.upstream === undefined) onTestFinished(() => upstream.kill());
  const configured = options.registry ?? cacheRegistry([]);
  const { server, storeDir } = await startCache(upstream, {
    registry: configured,
    ...(options.storeDir === undefined ? {} : { storeDir: options.storeDir }),
    ...options.server,
  });
  const tls = await loopbackTls({ directory: await temporaryDirectory(), hosts: [], now: Date.now() });
  const started = await startControlPlane({
    server,
    configured,
    registryName,
    storeDir,
    listen: { host: '127.0.0.1', port: 0, tls },
    credentialProblemOf: options.credentialProblemOf ?? (async () => undefined),
  });
  if (!started.ok) throw new Error(started.error.message);
  const plane = started.value;
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await plane.close(1_000);
  };
  onTestFinished(close);
  return {
    server,
    plane,
    upstream,
    storeDir,
    ca: tls.ca,
    close,
    arm: (method, path, body, headers = {}) =>
      askArm(plane.url, tls.ca, method, path, body, { Authorization: 'Bearer anything', ...headers }),
  };
}

export function askArm(
  origin: string,
  ca: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ArmReply> {
  const whole = path.startsWith('//') ? path.slice(1) : `${registryPath}${path}`;
  const url = `${origin}${whole}${whole.includes('?') ? '' : '?api-version=2025-11-01'}`;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const length = text === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, ca, agent: false, headers: { ...length, ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(pieces).toString();
          const isJson = response.headers['content-type']?.includes('json') === true;
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: answer === '' ? undefined : isJson ? JSON.parse(answer) : answer,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

export function ruleRequest(source: string, target: string, credentialSet?: string | null): object {
  return {
    properties: {
      sourceRepository: source,
      targetRepository: target,
      ...(credentialSet === undefined ? {} : { credentialSetResourceId: credentialSet }),
    },
  };
}

export function setRequest(loginServer: string): object {
  return {
    identity: { type: 'SystemAssigned' },
    properties: {
      loginServer,
      authCredentials: [
        {
          name: 'Credential1',
          usernameSecretIdentifier: dockerSet.usernameSecretId,
          passwordSecretIdentifier: dockerSet.passwordSecretId,
        },
      ],
    },
  };
}

/** The code of an error body. */
export function armCode({ body }: ArmReply): string | undefined {
  return (body as { error?: { code?: string } } | undefined)?.error?.code;
}

export function armMessage({ body }: ArmReply): string {
  return (body as { error?: { message?: string } } | undefined)?.error?.message ?? '';
}

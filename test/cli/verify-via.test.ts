import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CliResult, startPullthrough } from '../support/cli.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/server/fake-upstream.ts';
import { podRepository, startHub } from '../support/shop-upstream.ts';

interface Via {
  readonly hub: FakeUpstream;
  /** Stands for the team's registry. */
  readonly acr: FakeUpstream;
}

/** A registry that has Docker Hub's images under the path of the rule, as ACR does. */
async function startAcr(): Promise<Via> {
  const hub = await startHub();
  const acr = await startFakeUpstream(
    Object.fromEntries(
      Object.entries(hub.repositories).map(([name, { tags, ...repository }]) => [
        `hub/${name}`,
        { ...repository, tags: { ...tags } },
      ]),
    ),
  );
  return { hub, acr };
}

async function verifyVia(
  { hub, acr }: Via,
  images: readonly string[],
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const cwd = podRepository(images);
  const command = ['verify', '--via', acr.url, '--upstream', `docker.io=${hub.url}`];
  try {
    return await startPullthrough([...command, ...args], cwd, { HOME: cwd, ...env }).ended;
  } finally {
    await acr.kill();
  }
}

function errors(code: string, message: string): string {
  return JSON.stringify({ errors: [{ code, message }] });
}

interface Report {
  readonly via: string;
  readonly references: readonly {
    readonly ok: boolean;
    readonly error?: Readonly<Record<string, unknown>>;
    readonly [field: string]: unknown;
  }[];
}

describe('verify --via', () => {
  test('pulls from that registry, and the upstream is only asked what its tags name', async () => {
    const via = await startAcr();
    const { code, stdout } = await verifyVia(
      via,
      ['web:1.0', 'tool'],
      ['--depth', 'layers', '--output', 'json'],
    );
    const report = JSON.parse(stdout) as Report;
    expect(report.via).toBe(via.acr.url);
    expect(report.references).toMatchObject([
      { ok: true, fromUpstream: false, compared: true, notes: [] },
      { ok: true, blobs: 4, compared: true, notes: [] },
    ]);
    expect(code).toBe(0);
    expect(via.hub.count('GET', '')).toBe(0);
    expect(via.hub.count('HEAD', '/manifests/')).toBe(2);
  });

  test('a registry that is behind its upstream, and one that has not imported yet', async () => {
    const via = await startAcr();
    const web = via.hub.repositories['library/web'];
    const tool = via.hub.repositories['library/tool']?.tags.latest;
    if (web === undefined || tool === undefined) throw new Error('no image');
    web.tags['1.0'] = tool;
    via.acr.fault = ({ url }) =>
      url.includes('/manifests/')
        ? { kind: 'headers', headers: { 'X-Azure-Origin': 'upstream' } }
        : undefined;
    const { code, stdout } = await verifyVia(via, ['web:1.0']);
    expect(stdout).toMatch(/web:1\.0 {2}warning PV014 outdated-tag\n/);
    expect(stdout).toMatch(/web:1\.0 {2}info PV015 not-imported\n/);
    expect(stdout).toContain('1 of 1 image came from the upstream by way of the registry');
    expect(code).toBe(0);
  });

  test('what is imported by the second time is nothing to tell of', async () => {
    const via = await startAcr();
    via.acr.fault = ({ method, url }) =>
      method === 'GET' && url.includes('/manifests/')
        ? { kind: 'headers', headers: { 'X-Azure-Origin': 'upstream' } }
        : undefined;
    const { code, stdout } = await verifyVia(via, ['web:1.0']);
    expect(stdout).not.toContain('PV015');
    expect(code).toBe(0);
  });

  // The words of ACR: Azure/acr#599, #754, #772, #892, and its documentation of 401.
  test.each<[number, string, Record<string, string>, string, string, RegExp]>([
    [
      403,
      errors(
        'DENIED',
        "unauthorized: authentication required with source registry for cache rule 'docker-hub'",
      ),
      {},
      'unauthorized',
      'source',
      /Give the cache rule docker-hub a credential set for docker\.io/,
    ],
    [
      403,
      errors(
        'DENIED',
        "requested access to pull from source 'docker.io/library/web' for cache rule 'docker-hub' has been denied.",
      ),
      {},
      'denied',
      'source',
      /Check that the credentials for docker\.io may pull library\/web/,
    ],
    [
      429,
      errors('TOOMANYREQUESTS', 'too many requests to source registry for cache rule'),
      { 'Retry-After': '60' },
      'rate-limited',
      'source',
      /Try again in 60 s\. Give the cache rule docker-hub a credential set/,
    ],
    [
      424,
      errors(
        'UNKNOWN',
        "request to pull from source 'docker.io/library/web' for cache rule 'docker-hub' has failed",
      ),
      {},
      'unavailable',
      'source',
      /Check that docker\.io can be reached/,
    ],
    [
      401,
      errors('UNAUTHORIZED', 'authentication required'),
      {},
      'unauthorized',
      'registry',
      /Log in with docker login 127\.0\.0\.1:\d+, or set PULLTHROUGH_CREDENTIALS_127_0_0_1___\d+=user:password/,
    ],
    [
      403,
      errors('DENIED', 'requested access to the resource is denied'),
      {},
      'denied',
      'registry',
      /role AcrPull/,
    ],
    [429, '', { 'Retry-After': '90' }, 'rate-limited', 'registry', /Try again in 90 s/],
    [
      404,
      errors('NAME_UNKNOWN', 'repository name not known to registry'),
      {},
      'not-found',
      'registry',
      /has the cache rule docker-hub: without it there is no repository team\.azurecr\.io\/hub\/library\/web/,
    ],
  ])('%i %s', async (status, body, headers, code, party, help) => {
    const via = await startAcr();
    via.acr.fault = () => ({ kind: 'status', status, headers, body });
    const ended = await verifyVia(via, ['web:1.0'], ['--output', 'json']);
    const { references } = JSON.parse(ended.stdout) as Report;
    expect(references[0]?.error).toMatchObject({ code, party, status, help: expect.stringMatching(help) });
    expect(ended.code).toBe(1);
  });

  test('a registry that is not there is asked once, and every image told of', async () => {
    const via = await startAcr();
    await via.acr.kill();
    const { code, stdout } = await verifyVia(
      via,
      ['a:1', 'b:1', 'c:1', 'd:1', 'e:1', 'f:1'],
      ['--output', 'json'],
    );
    const { references } = JSON.parse(stdout) as Report;
    expect(references.map(({ error }) => error?.code)).toEqual(Array(6).fill('network'));
    expect(references[5]?.error).toMatchObject({ skipped: true });
    expect(code).toBe(1);
  });

  test.each(['docker configuration', 'variable'])('logs in with the %s', async (kind) => {
    const via = await startAcr();
    via.acr.fault = ({ headers }) =>
      headers.authorization === `Basic ${Buffer.from('user:secret').toString('base64')}`
        ? undefined
        : { kind: 'status', status: 401, headers: { 'WWW-Authenticate': 'Basic realm="acr"' } };
    const cwd = podRepository(['web:1.0']);
    const auth = Buffer.from('user:secret').toString('base64');
    writeFileSync(join(cwd, 'config.json'), JSON.stringify({ auths: { [via.acr.host]: { auth } } }));
    const variable = `PULLTHROUGH_CREDENTIALS_${via.acr.host.replaceAll('.', '_').replace(':', '___')}`;
    const env: Record<string, string> =
      kind === 'variable' ? { [variable]: 'user:secret' } : { DOCKER_CONFIG: cwd };
    const { code, stdout, stderr } = await verifyVia(via, ['web:1.0'], [], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('secret');
  });
});

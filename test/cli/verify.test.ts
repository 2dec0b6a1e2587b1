import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type CliResult, pullthrough, repository, startPullthrough } from '../support/cli.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import type { FakeUpstream } from '../support/server/fake-upstream.ts';
import { podRepository, startHub } from '../support/shop-upstream.ts';

function verify(hub: FakeUpstream, cwd: string, args: readonly string[] = []): Promise<CliResult> {
  return startPullthrough(['verify', '--upstream', `docker.io=${hub.url}`, ...args], cwd).ended;
}

interface Report {
  readonly references: readonly {
    readonly reference: string;
    readonly ok: boolean;
    readonly error?: { readonly code: string; readonly message: string };
    readonly [field: string]: unknown;
  }[];
  readonly summary: Record<string, number>;
}

async function verifyJson(
  hub: FakeUpstream,
  cwd: string,
  args: readonly string[] = [],
): Promise<Report & { readonly code: number | null }> {
  const { code, stdout } = await verify(hub, cwd, ['--output', 'json', ...args]);
  return { ...(JSON.parse(stdout) as Report), code };
}

describe('verify', () => {
  test('pulls every distinct image once, manifests and configs of every platform', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', 'docker.io/library/web:1.0', 'team.azurecr.io/hub/library/tool']);
    const { code, stdout, stderr } = await verify(hub, cwd);
    expect(stdout).toMatch(/team\.azurecr\.io\/hub\/library\/tool:latest +one +[\d.]+ k?B +[\d.]+ s +ok\n/);
    expect(stdout).toMatch(
      /hub\/library\/web:1\.0 +linux\/amd64, linux\/arm64\/v8 +[\d.]+ kB +[\d.]+ s +ok\n/,
    );
    expect(stdout).toMatch(/2 of 2 images pull through the cache/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(hub.count('GET', '/library/web/manifests/')).toBe(3);
    expect(hub.count('GET', '/library/web/blobs/')).toBe(2);
  });

  test.each([
    ['manifest', 0],
    ['config', 2],
    ['layers', 4],
  ])('--depth %s pulls %i blobs', async (depth, blobs) => {
    const hub = await startHub();
    const { code, references, summary } = await verifyJson(hub, podRepository(['web:1.0']), [
      '--depth',
      depth,
    ]);
    expect(code).toBe(0);
    expect(references).toMatchObject([{ manifests: 3, blobs, digest: expect.stringMatching(/^sha256:/) }]);
    expect(hub.count('GET', '/blobs/')).toBe(blobs);
    if (depth === 'layers') expect(summary.bytes).toBeGreaterThan(120_000);
  });

  test('--platform pulls that one, and misses one that is not there', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    const one = await verifyJson(hub, cwd, ['--platform', 'linux/arm64']);
    expect(one.references).toMatchObject([{ ok: true, platforms: ['linux/arm64/v8'], manifests: 2 }]);
    const none = await verifyJson(hub, cwd, ['--platform', 'linux/s390x']);
    expect(none.code).toBe(1);
    expect(none.references[0]?.error).toMatchObject({
      code: 'no-platform',
      message: 'it is not for linux/s390x, but for linux/amd64, linux/arm64/v8',
    });
  });

  test('what the upstream does not have is named, with the place that pulls it', async () => {
    const hub = await startHub();
    const { code, stdout } = await verify(hub, podRepository(['web:1.0', 'web:9.9']));
    expect(code).toBe(1);
    expect(stdout).toMatch(/hub\/library\/web:9\.9 .* not found\n/);
    expect(stdout).toMatch(
      /not known at source docker\.io\/library\/web of cache rule docker-hub: \S+ answered 404 \(MANIFEST_UNKNOWN: manifest_unknown\)/,
    );
    expect(stdout).toContain('named in pod.yaml:7');
    expect(stdout).toMatch(/1 of 2 images pull through the cache/);
  });

  test('a rate limit is not "not found"', async () => {
    const hub = await startHub();
    const errors = [{ code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit' }];
    hub.fault = ({ url }) =>
      url.includes('/library/web/')
        ? {
            kind: 'status',
            status: 429,
            headers: { 'Retry-After': '3600' },
            body: JSON.stringify({ errors }),
          }
        : undefined;
    const { code, references } = await verifyJson(hub, podRepository(['web:1.0', 'tool']));
    expect(code).toBe(1);
    expect(references.map(({ ok }) => ok)).toEqual([true, false]);
    expect(references[1]?.error).toMatchObject({
      code: 'rate-limited',
      status: 429,
      retryAfterSeconds: 3_600,
      message: expect.stringContaining('You have reached your pull rate limit'),
    });
  });

  test.each([
    [401, 'unauthorized', /authentication required/],
    [403, 'denied', /access denied/],
    [500, 'unavailable', /no answer from source docker\.io\/library\/web/],
  ])('an upstream that answers %i', async (status, code, message) => {
    const hub = await startHub();
    hub.fault = () => ({ kind: 'status', status });
    const { references } = await verifyJson(hub, podRepository(['web:1.0']));
    expect(references[0]?.error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test('content that is not what its digest says does not count as pulled', async () => {
    const hub = await startHub();
    hub.fault = ({ url }) => (url.includes('/blobs/') ? { kind: 'flip', at: 3 } : undefined);
    const { code, references } = await verifyJson(hub, podRepository(['web:1.0']));
    expect(code).toBe(1);
    expect(references[0]?.error).toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('the content is not what the digest names'),
    });
  });

  test('a pinned digest is what is pulled, whatever the tag', async () => {
    const hub = await startHub();
    const digest = hub.repositories['library/web']?.tags['1.0']?.digest;
    const { code, references } = await verifyJson(hub, podRepository([`web:gone@${digest}`]));
    expect({ code, digest: references[0]?.digest }).toEqual({ code: 0, digest });
    expect(hub.count('GET', '/manifests/gone')).toBe(0);
    expect(references[0]?.notes).toEqual([
      {
        check: 'PV013',
        code: 'moved',
        message: 'docker.io/library/web:gone does not exist any more; the pinned digest still pulls',
      },
    ]);
  });

  test('a store that is given is kept, and a warm one is verified without the upstream having to send anything again', async () => {
    const hub = await startHub();
    const store = await temporaryDirectory();
    const cwd = podRepository(['web:1.0']);
    expect((await verifyJson(hub, cwd, ['--store', store])).code).toBe(0);
    const asked = hub.count('GET', '');
    const { code, references } = await verifyJson(hub, cwd, ['--store', store]);
    expect({ code, notes: references[0]?.notes }).toEqual({ code: 0, notes: [] });
    expect(references[0]).toMatchObject({ compared: true, secondPull: { manifests: 3, blobs: 2 } });
    expect(hub.count('GET', '')).toBe(asked);
    expect(readdirSync(store)).toContain('blobs');
  });

  test('a store of its own is removed, also when it is interrupted', async () => {
    const hub = await startHub();
    const temporary = await temporaryDirectory();
    const cwd = podRepository(['web:1.0']);
    const args = ['verify', '--upstream', `docker.io=${hub.url}`];
    await startPullthrough(args, cwd, { TMPDIR: temporary }).ended;
    expect(readdirSync(temporary)).toEqual([]);
    hub.fault = () => ({ kind: 'slow', pieceBytes: 1, pauseMs: 1_000 });
    const asked = hub.seen.length;
    const running = startPullthrough(args, cwd, { TMPDIR: temporary });
    while (hub.seen.length === asked) await delay(10);
    running.child.kill('SIGINT');
    const { signal, stdout } = await running.ended;
    expect({ signal, stdout, left: readdirSync(temporary) }).toEqual({
      signal: 'SIGINT',
      stdout: '',
      left: [],
    });
  });

  test('the images are those that the kustomizations make', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web'], {
      'kustomization.yaml':
        'resources: [pod.yaml]\nimages:\n  - { name: web, newName: team.azurecr.io/hub/library/web, newTag: "1.0" }\n',
    });
    const { code, references } = await verifyJson(hub, cwd);
    expect(references.map(({ reference }) => reference)).toEqual(['team.azurecr.io/hub/library/web:1.0']);
    expect(code).toBe(0);
  });

  test('images without a rule are counted and not pulled; no image at all is no error', async () => {
    const hub = await startHub();
    const { code, stdout, stderr } = await verify(hub, podRepository(['quay.io/acme/app:1']));
    expect(stderr).toBe(
      'warning: 1 image has no cache rule and is not pulled; `pullthrough audit` lists it\n' +
        'warning: nothing to verify: no image is served by the cache rules\n',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'no image is served by the cache rules\n' });
    expect(hub.seen).toEqual([]);
  });

  test('reports go to several places at once', async () => {
    const hub = await startHub();
    const cwd = podRepository(['tool']);
    const { code, stdout } = await verify(hub, cwd, ['--output', 'pretty', '--output', 'json=verify.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 of 1 image pulls/);
    const report = JSON.parse(readFileSync(join(cwd, 'verify.json'), 'utf8')) as Report;
    expect(report).toMatchObject({
      version: 1,
      references: [
        {
          upstream: 'docker.io/library/tool:latest',
          rule: 'docker-hub',
          uses: [{ file: 'pod.yaml', line: 6, column: 25, endLine: 6, endColumn: 29 }],
        },
      ],
      summary: { references: 1, failed: 0 },
    });
  });

  test('without rules there is nothing to verify, which is an error', () => {
    const cwd = repository({ 'pullthrough.yaml': 'registry: team.azurecr.io\n', Dockerfile: 'FROM nginx\n' });
    const { code, stderr } = pullthrough(['verify'], cwd);
    expect(stderr).toMatch(/there is no cache rule to serve/);
    expect(code).toBe(2);
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../../src/server/status/format.ts';
import { html } from '../../../src/server/status/html.ts';
import type { StatusReport } from '../../../src/server/status/report.ts';
import type { RepositoryPage } from '../../../src/server/status/repositories.ts';
import { ask } from '../../support/server/ask.ts';
import { cacheRegistry, hubRule, startBench } from '../../support/server/cache.ts';
import { imageIndex, imageManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(300_000);
const image = imageManifest([layer]);
const index = imageIndex([image]);
const hostile = `a"'><img src=x onerror=alert(1)>&amp;`;

function withTags(...names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [name, { tags: { '1': image }, manifests: [image], blobs: [layer] }]),
  );
}

const repositories = {
  ...withTags('library/app'),
  'library/multi': { tags: { latest: index }, manifests: [image], blobs: [layer] },
};

async function status(url: string): Promise<StatusReport> {
  return JSON.parse((await ask(`${url}/status.json`)).body.toString());
}

async function images(url: string, query = ''): Promise<RepositoryPage> {
  return JSON.parse((await ask(`${url}/status/repositories.json${query}`)).body.toString());
}

describe('/status.json', () => {
  test('counts by rule and over all', async () => {
    const clock = { now: Date.now() };
    const { at, server, upstream } = await startBench(repositories, {
      version: '1.2.3',
      maxStoreBytes: 1e9,
      now: () => clock.now,
    });
    const untouched = await status(server.url);
    expect(untouched.total).toMatchObject({ requests: 0, hitRate: null });
    expect(untouched.upstreams).toEqual([]);
    await ask(at('docker-hub/library/app/manifests/1'));
    for (let round = 0; round < 3; round++) {
      await ask(at(`docker-hub/library/app/blobs/${layer.digest}`));
      await server.idle();
    }
    clock.now += 3_600_000;
    upstream.fault = () => ({ kind: 'status', status: 503, headers: { 'Retry-After': '90' } });
    await ask(at('docker-hub/library/app/manifests/1'));
    await ask(`${server.url}/v2/NONE/app/manifests/1`);
    const report = await status(server.url);
    expect(report).toMatchObject({
      version: 1,
      state: 'ready',
      program: '1.2.3',
      loginServer: 'team.azurecr.io',
    });
    expect(report.uptimeSeconds).toBe(3_600);
    const use = {
      requests: 5,
      hits: 2,
      revalidated: 0,
      misses: 2,
      stale: 1,
      hitRate: 0.6,
      sentBytes: 3 * layer.bytes.length + 2 * image.bytes.length,
      receivedBytes: layer.bytes.length,
      savedBytes: 2 * layer.bytes.length + 2 * image.bytes.length,
    };
    expect(report.total).toEqual(use);
    expect(report.rules).toEqual([{ ...hubRule, credentialSet: null, ...use }]);
    expect(report.fills).toEqual([]);
    expect(report.store.maxBytes).toBe(1e9);
    const [upstreamStatus] = report.upstreams;
    expect(upstreamStatus).toMatchObject({ registry: 'docker.io', retryAfterSeconds: 90 });
    expect(upstreamStatus?.lastError).toMatchObject({
      code: 'unavailable',
      at: new Date(clock.now).toISOString(),
    });
    expect(Date.parse(upstreamStatus?.answeredAt ?? '')).toBeLessThan(clock.now);
  });

  test('shows a blob on its way, with who reads along', async () => {
    const { at, server, upstream } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 50_000, pauseMs: 100 });
    const path = at(`docker-hub/library/app/blobs/${layer.digest}`);
    const pulls = [ask(path), ask(path)];
    await expect
      .poll(async () => (await status(server.url)).fills[0])
      .toMatchObject({
        digest: layer.digest,
        source: 'docker.io/library/app',
        rule: 'docker-hub',
        sizeBytes: layer.bytes.length,
        readers: 2,
      });
    const [fill] = (await status(server.url)).fills;
    expect(fill?.receivedBytes).toBeGreaterThan(0);
    expect(fill?.receivedBytes).toBeLessThan(layer.bytes.length);
    await Promise.all(pulls);
    await server.idle();
    expect((await status(server.url)).fills).toEqual([]);
  });

  test('says that the server is offline', async () => {
    const { server } = await startBench(repositories, { offline: true });
    expect((await status(server.url)).state).toBe('offline');
  });
});

describe('/status/repositories.json', () => {
  test('lists what is cached, with its size and its last use', async () => {
    const { at, server } = await startBench(repositories);
    await ask(at('docker-hub/library/multi/manifests/latest'));
    await ask(at(`docker-hub/library/multi/manifests/${image.digest}`));
    await server.idle();
    const { total, repositories: listed, next } = await images(server.url);
    expect([total, next]).toEqual([1, null]);
    const [repository] = listed;
    expect(repository).toMatchObject({
      name: 'docker-hub/library/multi',
      source: 'docker.io/library/multi',
      tagCount: 1,
    });
    const [tag] = repository?.tags ?? [];
    expect(tag).toMatchObject({ tag: 'latest', digest: index.digest });
    // The index, the image, its empty configuration and its layer.
    expect(tag?.sizeBytes).toBe(index.bytes.length + image.bytes.length + 2 + layer.bytes.length);
    for (const time of [tag?.usedAt, tag?.checkedAt]) {
      expect(Math.abs(Date.parse(time ?? '') - Date.now())).toBeLessThan(60_000);
    }
  });

  test('comes in pages', async () => {
    const names = Array.from({ length: 7 }, (_, at) => `library/app${at}`);
    const { at, server } = await startBench(withTags(...names));
    for (const name of names) await ask(at(`docker-hub/${name}/manifests/1`));
    await server.idle();
    const seen: string[] = [];
    let query = '?n=3';
    for (let pages = 0; query !== '' && pages < 5; pages++) {
      const page = await images(server.url, query);
      expect(page.total).toBe(7);
      seen.push(...page.repositories.map(({ name }) => name));
      query = page.next === null ? '' : `?n=3&last=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toEqual(names.map((name) => `docker-hub/${name}`));
    const page = (await ask(`${server.url}/?n=3`)).body.toString();
    expect(page).toContain('href="/?last=docker-hub%2Flibrary%2Fapp2#repositories-title"');
  });
});

describe('the page', () => {
  test('is whole in itself, and allowed to load nothing', async () => {
    const { server } = await startBench(repositories);
    const { headers, body, status: code } = await ask(`${server.url}/`);
    const page = body.toString();
    expect(code).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(headers['content-security-policy']);
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    for (const tag of ['style', 'script']) {
      const [whole, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? [];
      expect(whole).toBeDefined();
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    }
    expect(page).not.toMatch(/\b(?:src|href)="(?!\/|data:,|#)/);
    expect(page).not.toMatch(/ (?:style|on\w+)=/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('shows names as what they are, whatever they hold', async () => {
    const rule = { ...hubRule, name: hostile, credentialSet: hostile };
    const { at, server, upstream } = await startBench(repositories, { registry: cacheRegistry([rule]) });
    upstream.fault = () => ({
      kind: 'status',
      status: 403,
      body: JSON.stringify({ errors: [{ code: 'DENIED', message: `${hostile}\u202e\u0007` }] }),
    });
    await ask(at('docker-hub/library/app/manifests/1'));
    await ask(`${server.url}/v2/${encodeURIComponent(hostile)}/manifests/1`);
    const page = (await ask(`${server.url}/?last=${encodeURIComponent(hostile)}`)).body.toString();
    expect(page).not.toMatch(/<img/);
    expect(page).toContain('a&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;');
    for (const character of ['\u202e', '\u0007']) expect(page).not.toContain(character);
  });

  test('is not for sites that make their name lead here', async () => {
    const { server } = await startBench(repositories);
    for (const path of ['/', '/status.json', '/status/repositories.json']) {
      expect((await ask(server.url + path, { headers: { host: 'evil.example' } })).status).toBe(421);
      expect((await ask(server.url + path, { headers: { host: 'localhost:5000' } })).status).toBe(200);
      expect((await ask(server.url + path, { method: 'HEAD' })).body.length).toBe(0);
      const write = await ask(server.url + path, { method: 'POST' });
      expect([write.status, write.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });
});

describe('markup', () => {
  test('escapes what is no markup itself', () => {
    const item = (text: string) => html`<li>${text}</li>`;
    expect(html`<ul title="${'"'}">${['<', '&'].map(item)}${undefined}${null}${7}</ul>`.markup).toBe(
      '<ul title="&quot;"><li>&lt;</li><li>&amp;</li>7</ul>',
    );
  });

  test.each([
    ['\u0000', '\\u0000'],
    ['a\u202eb', 'a\\u202eb'],
    ['\u2066', '\\u2066'],
    ['\u200b', '\\u200b'],
    ['\ufeff', '\\ufeff'],
    ['ü漢😀', 'ü漢😀'],
  ])('shows characters that nobody sees: %j', (text, shown) => {
    expect(html`${text}`.markup).toBe(shown);
  });
});

describe('figures', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [9_960, '10 kB'],
    [12_345_678, '12 MB'],
    [999_999, '1.0 MB'],
    [3.2e15, '3.2 PB'],
    [5e18, '5000 PB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.5, '50 %'],
    [0.999, '>99 %'],
    [1, '100 %'],
  ])('a share of %d is %s', (share, text) => expect(formatShare(share)).toBe(text));

  test.each([
    [59.9, '59 s'],
    [60, '1 min'],
    [7_200, '2 h'],
    [200_000, '2 days'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('thousands are set apart', () => expect(formatCount(1234567)).toBe('1\u202f234\u202f567'));
});

import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../../src/server/observe/metrics.ts';
import { ask } from '../../support/server/ask.ts';
import { cacheRegistry, hubRule, startBench } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';
import { type Family, parsePrometheus } from '../../support/server/prometheus.ts';

const layer = randomBlob(500_000);
const image = imageManifest([layer]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
const manifestPath = 'docker-hub/library/app/manifests/1';
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;

function valuesOf(families: readonly Family[], name: string): Record<string, number> {
  const family = families.find((entry) => entry.name === name);
  return Object.fromEntries(
    (family?.samples ?? []).map((sample) => [
      [sample.name.slice(name.length), ...Object.values(sample.labels)]
        .filter((text) => text !== '')
        .join(' '),
      sample.value,
    ]),
  );
}

async function scrape(url: string): Promise<readonly Family[]> {
  return parsePrometheus((await ask(`${url}/metrics`)).body.toString());
}

describe('metrics', () => {
  test('of a server that nothing was asked of are well formed', async () => {
    const { server } = await startBench(repositories, { version: '1.2.3', maxStoreBytes: 5_000 });
    const families = await scrape(server.url);
    expect(valuesOf(families, 'pullthrough_build_info')).toEqual({ [`1.2.3 ${process.versions.node}`]: 1 });
    expect(valuesOf(families, 'pullthrough_evicted_bytes_total')).toEqual({ '': 0 });
    expect(valuesOf(families, 'pullthrough_store_max_bytes')).toEqual({ '': 5_000 });
    expect(valuesOf(families, 'pullthrough_ready')).toEqual({ '': 1 });
    const [started] = Object.values(valuesOf(families, 'process_start_time_seconds'));
    expect(Math.abs((started ?? 0) - (Date.now() / 1_000 - process.uptime()))).toBeLessThan(2);
  });

  test('hits, misses, stale answers, bytes and times, by rule', async () => {
    const clock = { now: Date.now() };
    const { at, server, upstream } = await startBench(repositories, { now: () => clock.now });
    for (let round = 0; round < 3; round++) {
      await ask(at(manifestPath));
      await ask(at(blobPath));
      await server.idle();
    }
    clock.now += 3_600_000;
    upstream.fault = () => ({ kind: 'status', status: 502 });
    await ask(at(manifestPath));
    const families = await scrape(server.url);
    expect(valuesOf(families, 'pullthrough_cache_total')).toEqual({
      'docker-hub manifest miss': 1,
      'docker-hub manifest hit': 2,
      'docker-hub manifest stale': 1,
      'docker-hub blob miss': 1,
      'docker-hub blob hit': 2,
    });
    const times = valuesOf(families, 'pullthrough_request_duration_seconds');
    expect(times['_count blob hit']).toBe(2);
    expect(times['_bucket blob hit +Inf']).toBe(2);
    expect(times['_sum blob hit']).toBeGreaterThan(0);
    const upstreamTimes = valuesOf(families, 'pullthrough_upstream_request_duration_seconds');
    expect(upstreamTimes['_count docker-hub get-blob']).toBe(1);
    expect(upstreamTimes['_count docker-hub head-manifest']).toBe(1);
    expect(valuesOf(families, 'pullthrough_upstream_exchanges_total')).toEqual({
      'docker.io registry 2xx': 2,
      'docker.io registry 5xx': 1,
    });
  });

  test('what an upstream still allows, and how long it wants to be left alone', async () => {
    const { at, server, upstream } = await startBench(repositories);
    upstream.fault = ({ url }) =>
      url.includes('/manifests/2')
        ? {
            kind: 'status',
            status: 429,
            headers: { 'Retry-After': '120', 'ratelimit-remaining': '0;w=21600' },
          }
        : {
            kind: 'headers',
            headers: { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' },
          };
    await ask(at(manifestPath));
    const before = await scrape(server.url);
    expect(valuesOf(before, 'pullthrough_upstream_ratelimit_remaining')).toEqual({ 'docker.io': 76 });
    expect(valuesOf(before, 'pullthrough_upstream_ratelimit_limit')).toEqual({ 'docker.io': 100 });
    expect(valuesOf(before, 'pullthrough_upstream_retry_after_seconds')).toEqual({});
    expect((await ask(at('docker-hub/library/app/manifests/2'))).status).toBe(429);
    const after = await scrape(server.url);
    expect(valuesOf(after, 'pullthrough_upstream_ratelimit_remaining')).toEqual({ 'docker.io': 0 });
    const [wait = 0] = Object.values(valuesOf(after, 'pullthrough_upstream_retry_after_seconds'));
    expect(wait).toBeGreaterThan(60);
    expect(wait).toBeLessThanOrEqual(120);
  });

  test('the size of the store, as soon as it is known', async () => {
    const { at, server } = await startBench(repositories);
    await ask(at(blobPath));
    await server.idle();
    await expect
      .poll(async () => valuesOf(await scrape(server.url), 'pullthrough_store_bytes'))
      .toEqual({ '': layer.bytes.length });
    expect(valuesOf(await scrape(server.url), 'pullthrough_store_blobs')).toEqual({ '': 1 });
  });

  test('names of rules that are no plain words stay one label', async () => {
    const odd = { ...hubRule, name: 'a"b\\c\nd' };
    const { at, server } = await startBench(repositories, { registry: cacheRegistry([odd]) });
    await ask(at(manifestPath));
    const families = await scrape(server.url);
    const [sample] = families.find(({ name }) => name === 'pullthrough_requests_total')?.samples ?? [];
    expect(sample?.labels).toEqual({ rule: odd.name, kind: 'manifest', status: '200' });
  });

  test('a time on a bound counts to it, and one beyond all to the last', () => {
    const metrics = createMetrics();
    for (const seconds of [0.001, 0.0011, 1_000]) {
      metrics.observe('requestSeconds', { kind: 'blob', result: 'hit' }, seconds);
    }
    const times = valuesOf(parsePrometheus(metrics.text()), 'pullthrough_request_duration_seconds');
    expect(times['_bucket blob hit 0.001']).toBe(1);
    expect(times['_bucket blob hit 0.0025']).toBe(2);
    expect(times['_bucket blob hit 300']).toBe(2);
    expect(times['_bucket blob hit +Inf']).toBe(3);
  });
});

describe('the parser of these tests', () => {
  const head = '# HELP a_total x\n# TYPE a_total counter\n';
  test.each([
    ['no announcement', 'a_total 1\n'],
    ['a type without help', '# TYPE a_total counter\na_total 1\n'],
    ['no line feed at the end', `${head}a_total 1`],
    ['a sample twice', `${head}a_total{x="1"} 1\na_total{x="1"} 2\n`],
    ['another name', `${head}b_total 1\n`],
    ['an unescaped quote', `${head}a_total{x="a"b"} 1\n`],
    ['no number', `${head}a_total x\n`],
    ['no samples', head],
    ['a counter that is not called so', '# HELP a x\n# TYPE a counter\na 1\n'],
    [
      'buckets that fall',
      '# HELP h x\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
    ],
    ['no last bucket', '# HELP h x\n# TYPE h histogram\nh_bucket{le="1"} 2\nh_sum 1\nh_count 2\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parsePrometheus(text)).toThrow();
  });
});

import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../../support/server/ask.ts';
import { cacheRegistry, hubRule, startBench } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(2_000_000);
const image = imageManifest([layer]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
const manifestPath = 'docker-hub/library/app/manifests/1';
const blobPath = `docker-hub/library/app/blobs/${layer.digest}`;

describe('running the server', () => {
  test('health, readiness, and nothing else outside /v2', async () => {
    const { server } = await startBench(repositories);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
    expect((await ask(`${server.url}/readyz`)).status).toBe(200);
    for (const path of ['/v1/', '/metricsx', '/v22', '/status', '/index.html'])
      expect((await ask(server.url + path)).status).toBe(404);
  });

  test('metrics count by rule, in the format of Prometheus', async () => {
    const { at, server } = await startBench(repositories);
    for (let round = 0; round < 3; round++) {
      await ask(at(manifestPath));
      await ask(at(blobPath));
      await server.idle();
    }
    const answer = await ask(`${server.url}/metrics`);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4');
    const text = answer.body.toString();
    for (const line of [
      'pullthrough_requests_total{rule="docker-hub",kind="blob",status="200"} 3',
      'pullthrough_cache_total{rule="docker-hub",kind="manifest",result="miss"} 1',
      'pullthrough_cache_total{rule="docker-hub",kind="manifest",result="hit"} 2',
      `pullthrough_sent_bytes_total{rule="docker-hub"} ${3 * (layer.bytes.length + image.bytes.length)}`,
      `pullthrough_received_bytes_total{rule="docker-hub"} ${layer.bytes.length}`,
      'pullthrough_upstream_requests_total{rule="docker-hub",operation="get-blob",outcome="ok"} 1',
      'pullthrough_fills_total{rule="docker-hub",outcome="stored"} 1',
      'pullthrough_fills_in_flight 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? \d+(\.\d+)?(e-?\d+)?)$/,
      );
    }
  });

  test('closing lets a pull finish, and stores what was being fetched', async () => {
    const { at, upstream, server, storeDir } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 200_000, pauseMs: 20 });
    const pull = ask(at(blobPath));
    await expect.poll(() => upstream.seen.length).toBe(1);
    await server.close();
    const answer = await pull;
    expect([answer.complete, answer.body.equals(layer.bytes)]).toEqual([true, true]);
    const hex = layer.digest.slice('sha256:'.length);
    const stored = await readFile(join(storeDir, 'blobs', 'sha256', hex.slice(0, 2), hex));
    expect(stored.equals(layer.bytes)).toBe(true);
    await expect(ask(at(manifestPath))).rejects.toThrow('ECONNREFUSED');
  });

  test('closing does not wait for an upstream beyond its grace', async () => {
    const { at, upstream, server } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 1_000, pauseMs: 500 });
    const pull = ask(at(blobPath)).catch(() => undefined);
    await expect.poll(() => upstream.seen.length).toBe(1);
    const started = performance.now();
    await server.close(200);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect((await pull)?.complete ?? false).toBe(false);
  });

  test('a request has a name, in its answer and in the log', async () => {
    const { at, server, lines } = await startBench(repositories);
    const given = await ask(at(manifestPath), { headers: { 'x-request-id': 'from-a.proxy_7' } });
    expect(given.headers['x-request-id']).toBe('from-a.proxy_7');
    const hostile = await ask(at(manifestPath), { headers: { 'x-request-id': 'a b"<' } });
    const own = hostile.headers['x-request-id'];
    expect(own).toMatch(/^[0-9a-f]{8}-1$/);
    await server.close();
    const ids = lines.flatMap((line) => JSON.parse(line).id ?? []);
    expect(ids).toEqual(['from-a.proxy_7', own]);
  });

  test.each([
    ['error', []],
    ['warn', []],
    ['info', ['listening', 'request', 'stopped']],
    ['debug', ['listening', 'upstream', 'question', 'request', 'stopped']],
  ] as const)('the log at level %s', async (logLevel, events) => {
    const { at, server, lines } = await startBench(repositories, { logLevel });
    await ask(at(manifestPath));
    await server.close();
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.map(({ event }) => event)).toEqual(events);
    const upstream = entries.find(({ event }) => event === 'upstream');
    if (logLevel === 'debug') {
      expect(Object.keys(upstream).sort()).toEqual(
        ['event', 'host', 'kind', 'level', 'method', 'ms', 'status', 'time', 'upstream'].sort(),
      );
      expect(upstream).toMatchObject({ upstream: 'docker.io', kind: 'registry', method: 'GET', status: 200 });
    }
  });

  test('draining waits for requests that run, and for those that follow them', async () => {
    const { at, upstream, server } = await startBench(repositories);
    upstream.fault = () => ({ kind: 'slow', pieceBytes: 500_000, pauseMs: 60 });
    const pull = ask(at(blobPath)).then(() => ask(at(manifestPath)));
    await expect.poll(() => upstream.seen.length).toBe(1);
    await server.drain(20_000);
    expect((await pull).status).toBe(200);
    expect((await ask(`${server.url}/readyz`)).status).toBe(503);
  });

  test('new rules are served at once, and old ones no longer', async () => {
    const { at, server } = await startBench(repositories);
    expect((await ask(at('hub/library/app/manifests/1'))).status).toBe(404);
    server.useRegistry(cacheRegistry([{ ...hubRule, target: 'hub/*' }]));
    expect((await ask(at('hub/library/app/manifests/1'))).status).toBe(200);
    expect((await ask(at(manifestPath))).status).toBe(404);
  });

  test("https with a certificate of one's own", async () => {
    const { execFileSync } = await import('node:child_process');
    const pem = execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=localhost',
        '-keyout',
        '-',
        '-out',
        '-',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' },
    );
    const { server } = await startBench(repositories, { listen: { tls: { cert: pem, key: pem } } });
    expect(server.url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      request(
        `${server.url}/v2/`,
        { ca: pem, checkServerIdentity: () => undefined, agent: false },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

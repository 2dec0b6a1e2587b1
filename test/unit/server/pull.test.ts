import { expect, test } from 'vitest';
import { ask, sha256 } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';

test('what was pulled once is served without the upstream', async () => {
  const layer = randomBlob(3_000_000);
  const image = imageManifest([layer]);
  const { at, upstream, server } = await startBench({
    'library/small': { tags: { '1': image }, blobs: [layer] },
  });
  for (const result of ['miss', 'hit']) {
    const manifest = await ask(at('docker-hub/library/small/manifests/1'));
    expect(manifest.status).toBe(200);
    expect(sha256(manifest.body)).toBe(image.digest);
    const blob = await ask(at(`docker-hub/library/small/blobs/${layer.digest}`));
    expect([blob.status, blob.complete, blob.body.equals(layer.bytes)]).toEqual([200, true, true]);
    await server.idle();
    expect(server.metrics.total('cache', { kind: 'blob', result })).toBe(1);
  }
  expect(upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /v2/library/small/manifests/1',
    `GET /v2/library/small/blobs/${layer.digest}`,
  ]);
});

test('concurrent cold pulls are one request upstream', async () => {
  const layer = randomBlob(8_000_000);
  const { at, upstream } = await startBench({ 'library/small': { tags: {}, blobs: [layer] } });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => ask(at(`docker-hub/library/small/blobs/${layer.digest}`))),
  );
  for (const { complete, body } of answers) expect(complete && body.equals(layer.bytes)).toBe(true);
  expect(upstream.count('GET', layer.digest)).toBe(1);
});

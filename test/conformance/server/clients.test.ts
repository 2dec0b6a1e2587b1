import { describe, expect, test } from 'vitest';
import { ask } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';

const layer = randomBlob(10_000);
const manifest = imageManifest([layer]);

describe('what real clients taught', () => {
  test('an upstream is asked again as soon as it said: skopeo waits for Retry-After, and no longer', async () => {
    const now = { value: 1_000_000 };
    const { at, upstream } = await startBench(
      { 'library/app': { tags: { '1': manifest }, blobs: [layer] } },
      { failedTtlMs: 5_000, now: () => now.value },
    );
    const path = at('docker-hub/library/app/manifests/1');
    upstream.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    expect((await ask(path)).headers['retry-after']).toBe('1');
    upstream.fault = () => undefined;
    expect((await ask(path)).status).toBe(429);
    now.value += 1_001;
    expect((await ask(path)).status).toBe(200);
  });
});

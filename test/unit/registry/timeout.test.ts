import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startTimeout } from '../../../src/registry/http/timeout.ts';
import { getManifest, openBlob } from '../../../src/registry/index.ts';
import { clientOf, drain, sha256, unwrap } from '../../support/registry/client.ts';
import { send, startServer } from '../../support/registry/server.ts';

/** Nothing happens in this process meanwhile, as when others have the machine. */
function holdUp(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

it('a limit ends after its time, or not at all once it is stopped', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const expired = vi.fn();
  const timeout = startTimeout(1_000, expired);
  vi.advanceTimersByTime(999);
  timeout.restart();
  vi.advanceTimersByTime(999);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(expired).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  startTimeout(1_000, expired).stop();
  vi.advanceTimersByTime(10_000);
  expect(expired).toHaveBeenCalledTimes(1);
});

it('an upstream that answered while this process was held up is not blamed', async () => {
  const server = await startServer((_, response) => send(response, 200, {}, '{}'));
  const timeouts = { connectMs: 200, headersMs: 200, idleMs: 200, documentMs: 200 };
  const client = clientOf(server.url, { timeouts, retry: { attempts: 1 } });
  for (const wait of [0, 1, 2, 5, 10]) {
    const asked = getManifest(client, 'a', '1');
    if (wait > 0) await delay(wait);
    holdUp(400);
    expect(unwrap(await asked).bytes.toString()).toBe('{}');
  }
});

it('a body that nobody takes for a while has no limit, and one that stops has', async () => {
  const content = Buffer.alloc(3_000_000, 'x');
  const server = await startServer((request, response) => {
    if (request.url.includes('stops')) {
      response.writeHead(200, { 'content-length': 10 });
      response.write('x');
      return;
    }
    send(response, 200, {}, content);
  });
  const client = clientOf(server.url, { timeouts: { idleMs: 80 } });
  const blob = unwrap(await openBlob(client, 'a', sha256(content)));
  await delay(300);
  expect((await drain(blob)).bytes.equals(content)).toBe(true);
  const stopped = unwrap(await openBlob(client, 'stops', sha256(content)));
  expect((await drain(stopped)).error?.code).toBe('timeout');
});

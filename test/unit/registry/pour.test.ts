import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Blob, openBlob, type RegistryClient, type RegistryError } from '../../../src/registry/index.ts';
import { makeCertificate } from '../../../src/server/tls/certificate.ts';
import { clientOf, sha256, unwrap } from '../../support/registry/client.ts';
import { startProxy } from '../../support/registry/proxy.ts';
import { type Handler, startRaw, startServer } from '../../support/registry/server.ts';

const content = randomBytes(3_000_011);
const digest = sha256(content);

/** The whole blob in pieces with pauses, or as much of it as is said. */
function inPieces({ cutAfter = content.length, chunked = false, pauseMs = 0 } = {}): Handler {
  return async (_, response) => {
    response.writeHead(200, chunked ? {} : { 'content-length': content.length });
    for (let at = 0; at < cutAfter; at += 400_000) {
      if (response.destroyed) return;
      await new Promise((resolve) =>
        response.write(content.subarray(at, Math.min(at + 400_000, cutAfter)), resolve),
      );
      await delay(pauseMs);
    }
    if (cutAfter < content.length) response.destroy();
    else response.end();
  };
}

type Keep = (copied: number) => Promise<void> | undefined;

/** Copies each piece at once, as a taker has to; `keep` says how long the next one is kept back. */
async function pour(
  blob: Blob,
  keep: Keep = () => undefined,
): Promise<{ readonly bytes: Buffer; readonly error?: RegistryError; readonly overlapped: boolean }> {
  const pieces: Buffer[] = [];
  let copied = 0;
  let busy = false;
  let overlapped = false;
  const poured = await blob.pour((piece) => {
    overlapped ||= busy;
    pieces.push(Buffer.from(piece));
    copied += piece.length;
    const kept = keep(copied);
    busy = kept !== undefined;
    return kept?.then(() => {
      busy = false;
    });
  });
  const bytes = Buffer.concat(pieces);
  return poured.ok ? { bytes, overlapped } : { bytes, overlapped, error: poured.error };
}

async function open(client: RegistryClient): Promise<Blob> {
  return unwrap(await openBlob(client, 'a', digest));
}

describe('a body that is poured', () => {
  const authority = { ...makeCertificate({ commonName: 'authority' }), commonName: 'authority' };
  const certificate = makeCertificate({ commonName: 'server', hosts: ['127.0.0.1'], issuer: authority });
  const ways = [
    ['http', { secure: false, proxied: false }],
    ['https', { secure: true, proxied: false }],
    ['https through a proxy', { secure: true, proxied: true }],
  ] as const;

  describe.each(ways)('over %s', (_, { secure, proxied }) => {
    const start = async (handler: Handler): Promise<RegistryClient> => {
      const server = await startServer(handler, secure ? { certificate } : {});
      const proxy = proxied ? await startProxy({ resolve: () => server.port }) : undefined;
      return clientOf(server.url, {
        ...(secure ? { tls: { ca: authority.cert } } : {}),
        ...(proxy === undefined ? {} : { proxy: { https: `127.0.0.1:${proxy.port}` } }),
      });
    };

    it('is what was sent', async () => {
      const { bytes, error } = await pour(await open(await start(inPieces())));
      expect(error).toBeUndefined();
      expect(sha256(bytes)).toBe(digest);
    });

    it('is what was sent when the beginning waited for its taker', async () => {
      const blob = await open(await start(inPieces()));
      await delay(50);
      expect(sha256((await pour(blob)).bytes)).toBe(digest);
    });

    it('waits for a slow taker, one piece at a time', async () => {
      const blob = await open(await start(inPieces()));
      const { bytes, overlapped } = await pour(blob, (copied) => delay(copied % 3));
      expect(sha256(bytes)).toBe(digest);
      expect(overlapped).toBe(false);
    });

    it('may come without a length', async () => {
      const { bytes } = await pour(await open(await start(inPieces({ chunked: true }))));
      expect(sha256(bytes)).toBe(digest);
    });

    it.each([10, 2_500_000])('ends with an error where it is cut after %i bytes', async (cutAfter) => {
      const { bytes, error } = await pour(await open(await start(inPieces({ cutAfter }))));
      expect(error?.code).toBe('network');
      expect(content.subarray(0, bytes.length).equals(bytes)).toBe(true);
    });

    it('ends where its taker fails, and where it is cancelled', async () => {
      const failing = await open(await start(inPieces()));
      await expect(pour(failing, () => Promise.reject(new Error('full')))).rejects.toThrow('full');
      const cancelled = await open(await start(inPieces({ pauseMs: 5 })));
      const { error } = await pour(cancelled, (copied) => {
        if (copied > 1_000_000) cancelled.cancel();
        return undefined;
      });
      expect(error?.code).toBe('aborted');
    });
  });

  it('does not count the time of its taker', async () => {
    const server = await startServer(inPieces());
    const blob = await open(clientOf(server.url, { timeouts: { idleMs: 1_500 } }));
    let waited = false;
    const { bytes, error } = await pour(blob, (copied) => {
      if (waited || copied < 2_000_000) return undefined;
      waited = true;
      return delay(2_000);
    });
    expect({ error, digest: sha256(bytes), waited }).toEqual({ error: undefined, digest, waited: true });
    const stalling = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 2_000_000));
    });
    const stalled = await open(clientOf(stalling.url, { timeouts: { idleMs: 1_500 } }));
    expect((await pour(stalled)).error?.code).toBe('timeout');
  });

  it('does not hold more than was announced', async () => {
    const server = await startRaw((socket) => {
      socket.on('data', () => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${content.length}\r\n\r\n`);
        socket.write(content);
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nextra');
      });
    });
    const client = clientOf(server.url);
    for (let round = 0; round < 2; round++) {
      const { bytes, error } = await pour(await open(client));
      expect({ error, digest: sha256(bytes) }).toEqual({ error: undefined, digest });
    }
    expect(server.connections()).toBe(2);
  });

  it('leaves the connection to the next request when it is small', async () => {
    const small = Buffer.from('small');
    const server = await startServer(
      (_, response) => void response.writeHead(200, { 'content-length': small.length }).end(small),
    );
    const client = clientOf(server.url);
    for (let round = 0; round < 3; round++) {
      const blob = unwrap(await openBlob(client, 'a', sha256(small)));
      expect((await pour(blob)).bytes.equals(small)).toBe(true);
    }
    expect(new Set(server.seen.map(({ port }) => port)).size).toBe(1);
  });
});

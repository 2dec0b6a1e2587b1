import { expect, it, type TestContext } from 'vitest';
import type { Bundle } from '../../support/clients/bundle.ts';
import { type ClientRun, expectDone } from '../../support/clients/run-client.ts';
import { openRelay, openStage, temporaryFolder } from './stage.ts';

/** A registry as a client sees it. */
export interface Counter {
  /** `127.0.0.1:port` */
  readonly host: string;
  /** The authority of its certificate, a PEM file; undefined for http. */
  readonly ca: string | undefined;
}

/** A folder of the client's own, which holds all that it keeps, and what it said when it had pulled. */
export interface Pulled {
  readonly folder: string;
  readonly run: ClientRun;
}

export interface PullClient {
  readonly name: string;
  /** Skips the test where the program is missing. */
  need(context: TestContext): void;
  /** `image` is `docker-hub/library/app:1.0`. */
  pull(folder: string, counter: Counter, image: string): Promise<ClientRun>;
  /** Compares what the client now has, byte for byte where it keeps the bytes. */
  expectPulled(pulled: Pulled, counter: Counter, image: string, bundle: Bundle): Promise<void>;
  /** Whether it goes on where a broken body ended. */
  readonly resumes: boolean;
  /** Whether it takes layers that zstd packed. */
  readonly zstd: boolean;
}

const app = 'docker-hub/library/app:1.0';

/** What holds for every client that pulls. */
export function pullContract(client: PullClient): void {
  const pullNew = async (counter: Counter, image = app): Promise<Pulled> => {
    const folder = temporaryFolder();
    return { folder, run: await client.pull(folder, counter, image) };
  };

  it('gets what the upstream holds, and again without asking the upstream, also when that is gone', async (context) => {
    client.need(context);
    const { cache, relay, shelf } = await openStage(context);
    const counter = { host: cache.host, ca: undefined };
    const packed = ['docker-hub/library/packed:latest', shelf.packed] as const;
    for (const [image, bundle] of [
      [app, shelf.app],
      ['docker-hub/library/legacy:2.1', shelf.legacy],
      ...(client.zstd ? [packed] : []),
    ] as const) {
      const pulled = await pullNew(counter, image);
      expectDone(pulled.run);
      await client.expectPulled(pulled, counter, image, bundle);
    }
    const asked = relay.contentRequests();
    // Neither a blob nor a manifest is fetched twice.
    const fetched = asked.filter((request) => request.startsWith('GET '));
    expect(fetched).toEqual([...new Set(fetched)]);
    expect(fetched.length).toBeGreaterThan(5);

    const { run: again } = await pullNew(counter);
    expectDone(again);
    expect(relay.contentRequests()).toEqual(asked);

    await relay.close();
    const last = await pullNew(counter);
    expectDone(last.run);
    await client.expectPulled(last, counter, app, shelf.app);
  });

  it('gets what is cached when a tag is due and the upstream is gone', async (context) => {
    client.need(context);
    const { cache, relay, shelf } = await openStage(context, { args: ['--ttl', '0'] });
    const counter = { host: cache.host, ca: undefined };
    expectDone((await pullNew(counter)).run);
    await relay.close();
    const pulled = await pullNew(counter);
    expectDone(pulled.run);
    await client.expectPulled(pulled, counter, app, shelf.app);
  });

  it('pulls by https with a private authority, from an upstream with one that wants tokens', async (context) => {
    client.need(context);
    const { cache, relay, shelf, ca } = await openStage(context, { tls: true, guarded: true });
    const counter = { host: cache.host, ca: ca.file };
    const pulled = await pullNew(counter);
    expectDone(pulled.run);
    await client.expectPulled(pulled, counter, app, shelf.app);
    expect(relay.seen.filter(({ url }) => url.startsWith('/token'))).toHaveLength(1);
  });

  it("says that it is the upstream's rate limit that stops the pull", async (context) => {
    client.need(context);
    const { cache, relay } = await openStage(context);
    relay.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '0' } });
    const { run } = await pullNew({ host: cache.host, ca: undefined });
    expect(run.code).not.toBe(0);
    expect(run.stderr + run.stdout).toMatch(/toomanyrequests|too many requests|429/i);
    expect(run.stderr + run.stdout).not.toMatch(/manifest unknown|not found/i);
  });

  it('notices nothing when the upstream breaks off in the middle of a layer', async (context) => {
    client.need(context);
    const { cache, relay, shelf } = await openStage(context);
    const large = largest(shelf.app);
    let cuts = 0;
    relay.fault = ({ url }) =>
      url.includes(large) && cuts++ === 0 ? { kind: 'cut', after: 5_000_000 } : undefined;
    const counter = { host: cache.host, ca: undefined };
    const pulled = await pullNew(counter);
    expectDone(pulled.run);
    await client.expectPulled(pulled, counter, app, shelf.app);
    const ranges = relay.seen.filter(({ url }) => url.includes(large)).map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d{6,}-$/)]);
  });

  it('never keeps a layer that arrived with a wrong bit', async (context) => {
    client.need(context);
    const { cache, relay, shelf } = await openStage(context);
    const large = largest(shelf.app);
    let flips = 0;
    relay.fault = ({ url }) =>
      url.includes(large) && flips++ === 0 ? { kind: 'flip', at: 5_000_000 } : undefined;
    const counter = { host: cache.host, ca: undefined };
    const spoiled = await pullNew(counter);
    // A client that tries again by itself may well succeed.
    if (spoiled.run.code === 0) await client.expectPulled(spoiled, counter, app, shelf.app);
    const pulled = await pullNew(counter);
    expectDone(pulled.run);
    await client.expectPulled(pulled, counter, app, shelf.app);
    expect(relay.contentRequests().filter((request) => request.includes(large))).toHaveLength(2);
  });

  if (!client.resumes) return;
  it('goes on where its own connection broke', async (context) => {
    client.need(context);
    const { cache, shelf } = await openStage(context);
    const between = await openRelay(cache.url);
    const large = largest(shelf.app);
    let cuts = 0;
    between.fault = ({ method, url }) =>
      method === 'GET' && url.includes(large) && cuts++ === 0 ? { kind: 'cut', after: 5_000_000 } : undefined;
    const counter = { host: between.host, ca: undefined };
    const pulled = await pullNew(counter);
    expectDone(pulled.run);
    await client.expectPulled(pulled, counter, app, shelf.app);
    const ranges = between.seen
      .filter(({ method, url }) => method === 'GET' && url.includes(large))
      .map(({ headers }) => headers.range);
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges.slice(1)).toContainEqual(expect.stringMatching(/^bytes=\d{6,}-/));
  });
}

/** The digest of the largest blob. */
export function largest({ blobs }: Bundle): string {
  return [...blobs].sort((a, b) => b.bytes.length - a.bytes.length)[0]?.digest ?? '';
}

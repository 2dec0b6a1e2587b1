import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { startCncfRegistry } from '../../support/clients/cncf-registry.ts';
import {
  type ConformanceTest,
  countStatuses,
  failuresOf,
  runConformance,
} from '../../support/clients/conformance-run.ts';
import { startSplitRouter } from '../../support/clients/split-router.ts';
import { startPushableRegistry } from '../../support/pushable/start.ts';
import { need } from '../programs.ts';
import { cncfRegistry, conformance } from './programs.ts';
import { openCache, openRelay } from './stage.ts';

/** Everything that the suite can try of a registry that deletes nothing. */
const everything = {
  DATA_SPARSE: 'true',
  API_MANIFESTS_TAG_PARAM: 'true',
  API_BLOBS_DIGEST_HEADER: 'true',
  API_MANIFESTS_DIGEST_HEADER: 'true',
};

/** The suite looks for things before it pushes them: nothing may be remembered as missing. */
const alwaysAsk = ['--ttl', '0', '--missing-ttl', '0'];

/** The whole suite with its pushes sent around a cache, to the cache's upstream. */
async function throughCache(
  context: TestContext,
  upstreamUrl: string,
  settings: Readonly<Record<string, string>>,
): Promise<readonly ConformanceTest[]> {
  const relay = await openRelay(upstreamUrl);
  const cache = await openCache({ upstreams: { 'docker.io': relay.url }, args: alwaysAsk });
  const router = await startSplitRouter({ cacheUrl: cache.url, upstreamUrl, prefix: 'docker-hub/' });
  onTestFinished(router.close);
  const names = { REPO1: 'docker-hub/through/one', REPO2: 'docker-hub/through/two' };
  const tests = await runConformance(need(conformance, context), router.host, { ...names, ...settings });
  // The cache was asked, and was asked once: no blob left the upstream twice.
  const blobs = relay.contentRequests().filter((request) => request.includes('/blobs/'));
  expect(blobs.length).toBeGreaterThan(20);
  return tests;
}

function named(tests: readonly ConformanceTest[]): readonly string[] {
  return tests.map(({ name, status, message }) => `${status} ${name} ${message}`);
}

it.for([
  ['1.1', { Pass: 626, Disabled: 204 }],
  ['dev', { Pass: 628, Disabled: 202 }],
] as const)(
  'specification %s: nothing fails that a cache of a faithful registry is asked',
  async ([VERSION, counts], context) => {
    const program = need(conformance, context);
    const upstream = await startPushableRegistry();
    onTestFinished(upstream.close);
    const direct = await runConformance(program, upstream.host, { ...everything, VERSION });
    expect(named(failuresOf(direct))).toEqual([]);
    const tests = await throughCache(context, upstream.url, { ...everything, VERSION });
    expect(named(failuresOf(tests))).toEqual([]);
    // What is left out is deletion, whose tests are most of those of the suite that only registries can be asked.
    expect(countStatuses(tests)).toEqual(counts);
  },
);

it('nothing fails through a cache of CNCF distribution that does not fail at distribution itself', async (context) => {
  const program = need(conformance, context);
  const upstream = await startCncfRegistry(need(cncfRegistry, context));
  onTestFinished(upstream.stop);
  const names = { REPO1: 'direct/one', REPO2: 'direct/two' };
  const direct = failuresOf(await runConformance(program, upstream.host, { ...everything, ...names }));
  const through = failuresOf(await throughCache(context, upstream.url, everything));
  const ours = without(through, direct);
  expect(named(ours)).toEqual([]);
  // They are refused pushes (sha512, nested and sparse indexes, the header that acknowledges a subject) and what was then
  // not there to pull. Errors and lists that are wrong at distribution, the cache puts right.
  expect(through.length).toBeLessThan(direct.length);
  const putRight = without(direct, through).map(({ name }) => name);
  expect(putRight).toEqual(expect.arrayContaining(['empty/referrers', 'invalid-digest-format/manifest-get']));
});

it('read-only: what is in the upstream is served as the suite wants it, without any push', async (context) => {
  const program = need(conformance, context);
  const upstream = await startPushableRegistry();
  onTestFinished(upstream.close);
  await runConformance(program, upstream.host, { ...everything, REPO1: 'through/one' });
  const repository = upstream.repositories.get('through/one');
  const cache = await openCache({ upstreams: { 'docker.io': upstream.url } });
  const tests = await runConformance(program, cache.host, {
    REPO1: 'docker-hub/through/one',
    API_PUSH: 'false',
    RO_DATA_TAGS: [...(repository?.tags.keys() ?? [])].join(' '),
    RO_DATA_MANIFESTS: [...(repository?.manifests.keys() ?? [])].join(' '),
    RO_DATA_BLOBS: [...(repository?.blobs.keys() ?? [])].join(' '),
    RO_DATA_REFERRERS: [...(repository?.manifests.keys() ?? [])].join(' '),
  });
  expect(named(failuresOf(tests))).toEqual([]);
  expect(countStatuses(tests)).toEqual({ Pass: 346, Disabled: 223 });
});

/** The failures of the one that the other does not have, counted: many tests share a name. */
function without(
  tests: readonly ConformanceTest[],
  others: readonly ConformanceTest[],
): readonly ConformanceTest[] {
  const left = new Map<string, number>();
  for (const { name } of others) left.set(name, (left.get(name) ?? 0) + 1);
  return tests.filter(({ name }) => {
    const count = left.get(name) ?? 0;
    left.set(name, count - 1);
    return count <= 0;
  });
}

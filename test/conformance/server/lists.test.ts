import { describe, expect, test } from 'vitest';
import { ask, errorCode } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { document, imageManifest, ociIndex, randomBlob } from '../../support/server/images.ts';

const image = imageManifest([]);
const names = ['v2', 'v10', 'latest', 'V1', '1.0', 'b'];
const sorted = ['1.0', 'V1', 'b', 'latest', 'v10', 'v2'];
const tags = Object.fromEntries(names.map((name) => [name, image]));
const path = 'docker-hub/library/app/tags/list';
const bench = () => startBench({ 'library/app': { tags, blobs: [] } });

async function list(address: string): Promise<{ tags: string[]; name: string; link: string | undefined }> {
  const answer = await ask(address);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json']);
  const link = answer.headers.link;
  return {
    ...(JSON.parse(answer.body.toString()) as { tags: string[]; name: string }),
    link: String(link ?? '') || undefined,
  };
}

describe('lists', () => {
  test('R26 tags are listed in lexical order', async () => {
    const { at } = await bench();
    expect((await list(at(path))).tags).toEqual(sorted);
  });

  test('R27 n is respected, and 0 asks for nothing', async () => {
    const { at } = await bench();
    expect((await list(at(`${path}?n=2`))).tags).toEqual(['1.0', 'V1']);
    const none = await list(at(`${path}?n=0`));
    expect([none.tags, none.link]).toEqual([[], undefined]);
    const all = await list(at(`${path}?n=100`));
    expect([all.tags, all.link]).toEqual([sorted, undefined]);
    expect(errorCode(await ask(at(`${path}?n=-1`)))).toBe('UNSUPPORTED');
  });

  test('R28 last is exclusive, with and without n, and need not exist', async () => {
    const { at } = await bench();
    expect((await list(at(`${path}?last=b`))).tags).toEqual(['latest', 'v10', 'v2']);
    expect((await list(at(`${path}?last=c&n=1`))).tags).toEqual(['latest']);
    expect((await list(at(`${path}?last=zzz`))).tags).toEqual([]);
  });

  test('R29 Link leads to the next page here, and following it lists everything once', async () => {
    const { at, server, upstream } = await bench();
    upstream.fault = () => ({
      kind: 'headers',
      headers: { Link: '</v2/library/app/tags/list?last=x>; rel="next"' },
    });
    const seen: string[] = [];
    for (let next: string | undefined = `${server.url}/v2/${path}?n=4`; next !== undefined; ) {
      const page = await list(next);
      seen.push(...page.tags);
      const target = /^<(\/v2\/docker-hub\/[^>]+)>; rel="next"$/.exec(page.link ?? '')?.[1];
      expect(page.link === undefined).toBe(target === undefined);
      next = target === undefined ? undefined : server.url + target;
    }
    expect(seen).toEqual(sorted);
    expect(await ask(at(`${path}?n=4`))).toMatchObject({ status: 200 });
  });

  test('R30 the name in a list is the one that the client asked for', async () => {
    const { at } = await bench();
    expect((await list(at(path))).name).toBe('docker-hub/library/app');
  });

  const subject = imageManifest([randomBlob(10)]);
  const signature = {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: randomBlob(5).digest,
    size: 5,
    artifactType: 'application/vnd.example.signature',
    annotations: { 'org.example': 'yes' },
  };
  const sbom = { ...signature, digest: randomBlob(6).digest, size: 6, artifactType: 'application/spdx+json' };
  const referrersPath = `docker-hub/library/app/referrers/${subject.digest}`;
  const withApi = (referrers: Record<string, Record<string, unknown>[]>) =>
    startBench({ 'library/app': { tags: { subject }, blobs: [], referrers } });

  async function referrers(address: string) {
    const answer = await ask(address);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, ociIndex]);
    return { value: JSON.parse(answer.body.toString()) as Record<string, unknown>, headers: answer.headers };
  }

  test('R31 referrers are an index, and an empty one where nothing refers', async () => {
    const { at } = await withApi({});
    const { value } = await referrers(at(referrersPath));
    expect(value).toEqual({ schemaVersion: 2, mediaType: ociIndex, manifests: [] });
    const without = await startBench({ 'library/app': { tags: { subject }, blobs: [] } });
    expect((await referrers(without.at(referrersPath))).value).toEqual(value);
  });

  test('R32 referrers of what is no digest are refused', async () => {
    const { at } = await withApi({});
    const answer = await ask(at('docker-hub/library/app/referrers/latest'));
    expect([answer.status, errorCode(answer)]).toEqual([400, 'DIGEST_INVALID']);
  });

  test('R33 descriptors come with artifactType and annotations, from the API and from the fallback tag', async () => {
    const { at } = await withApi({ [subject.digest]: [signature, sbom] });
    expect((await referrers(at(referrersPath))).value.manifests).toEqual([signature, sbom]);
    const fallback = document({ schemaVersion: 2, mediaType: ociIndex, manifests: [signature] }, ociIndex);
    const tag = subject.digest.replace(':', '-');
    const old = await startBench({ 'library/app': { tags: { subject, [tag]: fallback }, blobs: [] } });
    expect((await referrers(old.at(referrersPath))).value.manifests).toEqual([signature]);
  });

  test('R34 artifactType filters, and the answer says so', async () => {
    const { at } = await withApi({ [subject.digest]: [signature, sbom] });
    const { value, headers } = await referrers(at(`${referrersPath}?artifactType=application/spdx%2Bjson`));
    expect(value.manifests).toEqual([sbom]);
    expect(headers['oci-filters-applied']).toBe('artifactType');
    expect((await referrers(at(referrersPath))).headers['oci-filters-applied']).toBeUndefined();
  });

  test('R35 referrers come in one piece, without a Link', async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ ...sbom, size: index }));
    const { at } = await withApi({ [subject.digest]: many });
    const { value, headers } = await referrers(at(referrersPath));
    expect(value.manifests).toHaveLength(500);
    expect(headers.link).toBeUndefined();
  });

  test('the catalog lists what was pulled, under the names of this registry, in pages', async () => {
    const { at, server } = await startBench({
      'library/app': { tags: { '1': image }, blobs: [] },
      'acme/tool': { tags: { '1': image }, blobs: [] },
      'acme/never': { tags: { '1': image }, blobs: [] },
    });
    await ask(at('docker-hub/library/app/manifests/1'));
    await ask(at('docker-hub/acme/tool/manifests/1'));
    await server.idle();
    const all = await ask(at('_catalog'));
    expect(JSON.parse(all.body.toString())).toEqual({
      repositories: ['docker-hub/acme/tool', 'docker-hub/library/app'],
    });
    const page = await ask(at('_catalog?n=1'));
    expect(JSON.parse(page.body.toString())).toEqual({ repositories: ['docker-hub/acme/tool'] });
    expect(page.headers.link).toBe('</v2/_catalog?n=1&last=docker-hub%2Facme%2Ftool>; rel="next"');
  });
});

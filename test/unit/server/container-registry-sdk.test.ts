import { ContainerRegistryClient, ContainerRegistryContentClient } from '@azure/container-registry';
import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../../../src/server/tls/certificate.ts';
import { startBench } from '../../support/server/cache.ts';
import { content, imageManifest, randomBlob } from '../../support/server/images.ts';

const config = content('{"architecture":"amd64","os":"linux"}');
const layer = randomBlob(3_000);
const image = imageManifest([layer], config);
const newer = imageManifest([layer, randomBlob(10)], config);
const name = 'docker-hub/library/app';

/** The SDK shows its tokens over TLS alone; what its identity provider gives is exchanged at the server. */
const identity = {
  getToken: async () => ({ token: 'of.an.identity', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

async function startPulled() {
  const { cert, key } = makeCertificate({ commonName: 'cache', hosts: ['127.0.0.1'] });
  const repository = { tags: { '1': image, '2': newer, latest: newer }, blobs: [config, layer] };
  let clock = Date.now();
  const bench = await startBench(
    { 'library/app': repository },
    { listen: { tls: { cert, key } }, now: () => clock },
  );
  const options = { tlsOptions: { ca: cert }, retryOptions: { maxRetries: 0 } };
  const content = new ContainerRegistryContentClient(bench.server.url, name, identity, options);
  for (const tag of Object.keys(repository.tags)) {
    await content.getManifest(tag);
    clock += 1_000;
  }
  await content.downloadBlob(config.digest);
  await bench.server.idle();
  return { content, client: new ContainerRegistryClient(bench.server.url, identity, options) };
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}

describe('@azure/container-registry', () => {
  test('lists and describes repositories, tags and manifests, by pages', async () => {
    const { client } = await startPulled();
    expect(await all(client.listRepositoryNames())).toEqual([name]);
    const repository = client.getRepository(name);
    const properties = await repository.getProperties();
    expect(properties).toMatchObject({ name, manifestCount: 2, tagCount: 3, canDelete: true });
    expect(properties.createdOn).toBeInstanceOf(Date);
    const manifests = await all(repository.listManifestProperties({ order: 'LastUpdatedOnDescending' }));
    expect(manifests.map(({ digest, tags }) => [digest, tags])).toEqual([
      [newer.digest, ['2', 'latest']],
      [image.digest, ['1']],
    ]);
    expect(manifests[1]).toMatchObject({
      architecture: 'amd64',
      operatingSystem: 'linux',
      repositoryName: name,
    });
    const pages = [];
    for await (const page of repository.listManifestProperties().byPage({ maxPageSize: 1 }))
      pages.push(page.length);
    expect(pages).toEqual([1, 1]);
    const artifact = repository.getArtifact('latest');
    const tags = await all(artifact.listTagProperties());
    expect(tags.map((tag) => tag.name).sort()).toEqual(['1', '2', 'latest']);
    expect(await artifact.getTagProperties('latest')).toMatchObject({ digest: newer.digest, name: 'latest' });
    expect(await artifact.getManifestProperties()).toMatchObject({ digest: newer.digest });
  });

  test('pulls content', async () => {
    const { content: client } = await startPulled();
    const { digest, mediaType } = await client.getManifest('1');
    expect({ digest, mediaType }).toEqual({ digest: image.digest, mediaType: image.mediaType });
    const { content: stream } = await client.downloadBlob(layer.digest);
    const pieces: Buffer[] = [];
    for await (const piece of stream) pieces.push(Buffer.from(piece));
    expect(Buffer.concat(pieces).equals(layer.bytes)).toBe(true);
  });

  test('removes, and is refused what a cache cannot do', async () => {
    const { client } = await startPulled();
    const repository = client.getRepository(name);
    await repository.getArtifact('2').deleteTag('2');
    await repository.getArtifact(image.digest).delete();
    expect(await repository.getProperties()).toMatchObject({ manifestCount: 1, tagCount: 1 });
    await expect(repository.updateProperties({ canWrite: false })).rejects.toMatchObject({ statusCode: 405 });
    await repository.delete();
    expect(await all(client.listRepositoryNames())).toEqual([]);
    await expect(repository.getProperties()).rejects.toMatchObject({
      statusCode: 404,
      message: expect.stringContaining('NAME_UNKNOWN'),
    });
  });
});

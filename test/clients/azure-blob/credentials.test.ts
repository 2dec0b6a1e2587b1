import { randomBytes } from 'node:crypto';
import { BlobServiceClient, ContainerSASPermissions } from '@azure/storage-blob';
import { expect, test } from 'vitest';
import { pullthrough, repository } from '../../support/cli.ts';
import { hubConfiguration } from '../../support/shop-upstream.ts';
import { describeAzurite, serveFrom, sharedAzurite, startUpstream } from './support.ts';

describeAzurite('credentials of the storage', () => {
  const shared = sharedAzurite();
  const refused = (store: string, env: Record<string, string>) => {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    return pullthrough(['serve', '--listen', '127.0.0.1:0', '--store', store], cwd, env);
  };

  test('a wrong key ends the command, and is not in its message', async () => {
    const key = randomBytes(64).toString('base64');
    const { code, stderr } = refused(shared.container().url, { AZURE_STORAGE_KEY: key });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --store: teamcache\/c\w+: .*status 403.*Storage Blob Data Contributor/);
    expect(stderr).not.toContain(key);
  });

  test('no credentials', () => {
    const { code, stderr } = refused(shared.container().url, {});
    expect([code, stderr]).toEqual([2, expect.stringContaining('set AZURE_STORAGE_CONNECTION_STRING')]);
  });

  test('a signature of the container is enough, where the container is there', async () => {
    const container = shared.container();
    const options = { expiresOn: new Date(Date.now() + 3_600_000) };
    const sas = async (permissions: string): Promise<string> => {
      const url = await container.generateSasUrl({
        ...options,
        permissions: ContainerSASPermissions.parse(permissions),
      });
      return new URL(url).search;
    };
    const env = { AZURE_STORAGE_SAS_TOKEN: await sas('rwdl') };
    const missing = refused(container.url, env);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('container is missing')]);
    const signature = new URLSearchParams(env.AZURE_STORAGE_SAS_TOKEN).get('sig') ?? '';
    expect(missing.stderr).not.toContain(signature);
    await BlobServiceClient.fromConnectionString(shared.current().connectionString).createContainer(
      container.containerName,
    );
    const upstream = await startUpstream({ 'library/app': { tags: {}, blobs: [] } });
    const connectionString = `BlobEndpoint=${shared.current().url};SharedAccessSignature=${env.AZURE_STORAGE_SAS_TOKEN.slice(1)}`;
    const instance = await serveFrom(container.url, { connectionString }, upstream);
    expect((await fetch(`${instance.url}/readyz`)).status).toBe(200);
  });
});

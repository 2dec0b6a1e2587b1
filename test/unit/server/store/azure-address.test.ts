import { describe, expect, test } from 'vitest';
import { parseStoreAddress } from '../../../../src/server/store/azure/sdk/address.ts';
import { parseConnectionString } from '../../../../src/server/store/azure/sdk/connection-string.ts';

describe('the address of a store', () => {
  test.each([
    ['azblob://team/cache', { account: 'team', container: 'cache', prefix: '' }],
    ['azblob://team/cache/', { account: 'team', container: 'cache', prefix: '' }],
    ['azblob://team/cache/a/b.c', { account: 'team', container: 'cache', prefix: 'a/b.c/' }],
    [
      'https://team.blob.core.windows.net/cache/a',
      { account: 'team', endpoint: 'https://team.blob.core.windows.net', container: 'cache', prefix: 'a/' },
    ],
    [
      'https://team.blob.core.usgovcloudapi.net/cache',
      {
        account: 'team',
        endpoint: 'https://team.blob.core.usgovcloudapi.net',
        container: 'cache',
        prefix: '',
      },
    ],
    [
      'http://127.0.0.1:10000/devstoreaccount1/cache',
      {
        account: 'devstoreaccount1',
        endpoint: 'http://127.0.0.1:10000/devstoreaccount1',
        container: 'cache',
        prefix: '',
      },
    ],
  ])('%s', (text, value) => {
    expect(parseStoreAddress(text)).toEqual({ ok: true, value });
  });

  test.each([
    ['azblob://', 'no name of a storage account'],
    ['azblob://team', 'no name of a container'],
    ['azblob://te/cache', 'no name of a storage account'],
    ['azblob://te.am/cache', 'no name of a storage account'],
    ['azblob://team:80/cache', 'no port'],
    ['azblob://team/Cache', 'no name of a container'],
    ['azblob://team/a--b', 'no name of a container'],
    ['azblob://team/cache/a//b', 'a prefix is made of'],
    ['azblob://team/cache/a%2fb', 'a prefix is made of'],
    ['http://team.blob.core.windows.net/cache', 'plain http'],
    ['http://10.0.0.1/team/cache', 'plain http'],
    ['s3://bucket/key', 'looks like azblob://'],
    ['https://team.blob.core.windows.net/cache?sv=1&sig=secret', 'AZURE_STORAGE_SAS_TOKEN'],
    ['https://me:secret@team.blob.core.windows.net/cache', 'AZURE_STORAGE_SAS_TOKEN'],
    ['https://team.blob.core.windows.net/cache#secret', 'is no address'],
  ])('%s is refused', (text, reason) => {
    const parsed = parseStoreAddress(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.error).toContain(reason);
    expect(parsed.error).not.toContain('secret');
  });
});

describe('a connection string', () => {
  test('of an account', () => {
    const text =
      'DefaultEndpointsProtocol=https;AccountName=team;AccountKey=a2V5==;EndpointSuffix=core.windows.net';
    expect(parseConnectionString(text)).toEqual({
      ok: true,
      value: { account: 'team', key: 'a2V5==', endpoint: 'https://team.blob.core.windows.net' },
    });
  });

  test('of a signature', () => {
    const text = 'BlobEndpoint=https://team.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=x%3D';
    expect(parseConnectionString(text)).toEqual({
      ok: true,
      value: { sas: 'sv=1&sig=x%3D', endpoint: 'https://team.blob.core.windows.net' },
    });
  });

  test.each([
    ['nonsense', 'NAME=VALUE'],
    ['AccountName=team', 'neither'],
    ['DefaultEndpointsProtocol=http;AccountName=team;AccountKey=secret', 'no https address'],
    ['BlobEndpoint=http://10.0.0.1/team;AccountKey=secret', 'no https address'],
  ])('%s is refused', (text, reason) => {
    const parsed = parseConnectionString(text);
    expect(parsed.ok ? '' : parsed.error).toContain(reason);
    expect(parsed.ok ? '' : parsed.error).not.toContain('secret');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest';
import { type ServerOptions, startControlPlane, tenantId } from '../../../src/server/index.ts';
import { makeCertificate } from '../../../src/server/tls/certificate.ts';
import { type Ended, spawned } from '../../support/clients/spawned.ts';
import {
  type Bench,
  cacheRegistry,
  hubRule,
  startBench,
  temporaryDirectory,
} from '../../support/server/cache.ts';
import { content, imageIndex, imageManifest, randomBlob } from '../../support/server/images.ts';
import { testPasswords } from '../../support/server/passwords.ts';
import { az, need } from '../programs.ts';
import { pull } from './pull.ts';

const config = content('{"architecture":"amd64","os":"linux"}');
const layer = randomBlob(4_000);
const image = imageManifest([layer], config);
const newer = imageManifest([layer, randomBlob(100)], config);
const index = imageIndex([image]);
const name = 'docker-hub/library/app';

interface Shell extends Bench {
  az(...args: string[]): Promise<Ended>;
  json(...args: string[]): Promise<unknown>;
}

/** A server over https with three tags pulled, and az that takes it for the registry `teamreg`. */
async function openShell(context: TestContext, options: Partial<ServerOptions>): Promise<Shell> {
  const program = need(az, context);
  const folder = await temporaryDirectory();
  const authority = { ...makeCertificate({ commonName: 'local' }), commonName: 'local' };
  const hosts = ['localhost', '127.0.0.1'];
  const certificate = makeCertificate({ commonName: 'localhost', hosts, issuer: authority });
  let clock = Date.now();
  const bench = await startBench(
    {
      'library/app': {
        tags: { '1': image, '2': newer, latest: index },
        manifests: [image],
        blobs: [config, layer],
      },
    },
    { listen: { host: '127.0.0.1', tls: certificate }, now: () => clock, ...options },
  );
  const plane = await startControlPlane({
    server: bench.server,
    configured: cacheRegistry([hubRule]),
    registryName: 'teamreg',
    storeDir: folder,
    listen: { host: '127.0.0.1', tls: certificate },
    credentialProblemOf: async () => undefined,
  });
  if (!plane.ok) throw new Error(plane.error.message);
  onTestFinished(() => plane.value.close(0));
  writeFileSync(join(folder, 'ca.pem'), authority.cert);
  const env = {
    HOME: folder,
    PATH: process.env.PATH ?? '',
    AZURE_CONFIG_DIR: join(folder, 'azure'),
    REQUESTS_CA_BUNDLE: join(folder, 'ca.pem'),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'yes',
  };
  const run = (...args: string[]): Promise<Ended> => spawned(program, args, folder, env);
  const must = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(...args);
    if (code !== 0) throw new Error(`az ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  await must('cloud', 'register', '-n', 'Local', '--endpoint-resource-manager', plane.value.url);
  await must('cloud', 'set', '-n', 'Local');
  await must('login', '--service-principal', '-u', 'any', '-p', 'any', '--tenant', tenantId);
  for (const tag of ['1', '2', 'latest']) {
    await pull(
      bench.server.url,
      authority.cert,
      `${name}/manifests/${tag}`,
      options.passwords && 'alice:right',
    );
    await bench.server.idle();
    clock += 1_000;
  }
  return {
    ...bench,
    az: run,
    json: async (...args) => {
      const text = await must(...args, '-o', 'json');
      return text.trim() === '' ? undefined : JSON.parse(text);
    },
  };
}

describe('az acr, against a registry that asks for tokens and gives them to everybody', () => {
  it('logs in, lists, shows and removes', async (context) => {
    const { json, az: run } = await openShell(context, { challenge: true });
    const login = (await json('acr', 'login', '-n', 'teamreg', '--expose-token')) as Record<string, string>;
    expect(login.accessToken?.split('.')).toHaveLength(3);
    expect(login.loginServer).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(await json('acr', 'repository', 'list', '-n', 'teamreg')).toEqual([name]);
    expect(await json('acr', 'repository', 'show', '-n', 'teamreg', '--repository', name)).toMatchObject({
      imageName: name,
      manifestCount: 3,
      tagCount: 3,
    });
    const tags = ['acr', 'repository', 'show-tags', '-n', 'teamreg', '--repository', name];
    expect(await json(...tags, '--orderby', 'time_desc')).toEqual(['latest', '2', '1']);
    expect(await json(...tags, '--orderby', 'time_asc', '--top', '2', '--detail')).toMatchObject([
      { name: '1', digest: image.digest },
      { name: '2', digest: newer.digest },
    ]);
    const manifests = ['acr', 'manifest', 'list-metadata', '-r', 'teamreg', '-n', name];
    expect(await json(...manifests, '--orderby', 'time_desc')).toMatchObject([
      { digest: index.digest, tags: ['latest'] },
      { digest: newer.digest, tags: ['2'] },
      { digest: image.digest, tags: ['1'] },
    ]);
    const shown = await json('acr', 'manifest', 'show-metadata', '-r', 'teamreg', '-n', `${name}:1`);
    expect(shown).toMatchObject({ digest: image.digest, name: '1' });
    expect(await json('acr', 'manifest', 'show', '-r', 'teamreg', '-n', `${name}:latest`)).toEqual(
      JSON.parse(index.bytes.toString()),
    );
    await json('acr', 'repository', 'untag', '-n', 'teamreg', '--image', `${name}:1`);
    expect(await json(...tags)).toEqual(['2', 'latest']);
    const locked = await run(
      'acr',
      'repository',
      'update',
      '-n',
      'teamreg',
      '--repository',
      name,
      '--write-enabled',
      'false',
    );
    expect([locked.code, locked.stderr]).toEqual([1, expect.stringContaining('cannot be changed or locked')]);
    await json('acr', 'repository', 'delete', '-n', 'teamreg', '--image', `${name}:2`, '-y');
    expect(
      await json('acr', 'repository', 'delete', '-n', 'teamreg', '--repository', name, '-y'),
    ).toMatchObject({
      tagsDeleted: ['latest'],
    });
    expect(await json('acr', 'repository', 'list', '-n', 'teamreg')).toEqual([]);
    const gone = await run('acr', 'repository', 'show', '-n', 'teamreg', '--repository', name);
    expect([gone.code, gone.stderr]).toEqual([
      3,
      expect.stringContaining('repository name not known to registry'),
    ]);
  });
});

describe('az acr, against a registry that wants a password', () => {
  it('lists with one, and is told why without', async (context) => {
    const { json, az: run } = await openShell(context, { passwords: testPasswords({ alice: 'right' }) });
    const list = ['acr', 'repository', 'list', '-n', 'teamreg', '--username', 'alice', '--password'];
    expect(await json(...list, 'right')).toEqual([name]);
    const wrong = await run(...list, 'wrong');
    expect([wrong.code === 0, wrong.stderr]).toEqual([false, expect.stringContaining('401')]);
    const none = await run('acr', 'repository', 'list', '-n', 'teamreg');
    expect(none.code).not.toBe(0);
  });
});

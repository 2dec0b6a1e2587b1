import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startControlPlane } from '../../../../src/server/index.ts';
import { ask } from '../../../support/server/ask.ts';
import { cacheRegistry, startCache, temporaryDirectory } from '../../../support/server/cache.ts';
import {
  type ArmBench,
  armCode,
  askArm,
  registryPath,
  ruleRequest,
  startArm,
} from '../../../support/server/control-plane.ts';
import { startHub } from '../../../support/shop-upstream.ts';

const mcr = { name: 'mcr-all', source: 'mcr.microsoft.com/*', target: 'mcr/*' };

async function statusAt({ server }: ArmBench, path: string): Promise<number> {
  return (await ask(`${server.url}/v2/${path}`)).status;
}

async function names({ arm }: ArmBench): Promise<readonly string[]> {
  const { body } = await arm('GET', '/cacheRules');
  return (body as { value: { name: string }[] }).value.map(({ name }) => name);
}

describe('what is created is served at once', () => {
  test('over http, and over https beside the control plane', async () => {
    const upstream = await startHub();
    const bench = await startArm({ upstream });
    expect(await statusAt(bench, 'web/manifests/1.0')).toBe(404);
    await bench.arm('PUT', '/cacheRules/quay-web', ruleRequest('quay.io/library/web', 'shop/web'));
    expect(await statusAt(bench, 'shop/web/manifests/1.0')).toBe(200);
    const secure = await askArm(bench.plane.url, bench.ca, 'GET', '//v2/shop/web/manifests/1.0');
    expect(secure.status).toBe(200);
    await bench.arm('DELETE', '/cacheRules/quay-web');
    expect(await statusAt(bench, 'shop/web/manifests/1.0')).toBe(404);
  });

  test('and a repository that holds something stands in the way of a new rule', async () => {
    const upstream = await startHub();
    const bench = await startArm({ upstream });
    await bench.arm('PUT', '/cacheRules/quay-all', ruleRequest('quay.io/*', 'quay/*'));
    const inside = ruleRequest('ghcr.io/library/web', 'quay/library/web');
    expect((await bench.arm('PUT', '/cacheRules/too-early', inside)).status).toBe(201);
    await bench.arm('DELETE', '/cacheRules/too-early');
    expect(await statusAt(bench, 'quay/library/web/manifests/1.0')).toBe(200);
    await bench.server.idle();
    const late = await bench.arm('PUT', '/cacheRules/too-late', inside);
    expect(armCode(late)).toBe('TargetRepositoryAlreadyPresentInRegistry');
    await bench.arm('PUT', '/cacheRules/one-tool', ruleRequest('quay.io/library/tool', 'tools/tool'));
    expect(await statusAt(bench, 'tools/tool/manifests/latest')).toBe(200);
    await bench.server.idle();
    const around = await bench.arm('PUT', '/cacheRules/all-tools', ruleRequest('ghcr.io/x/*', 'tools/*'));
    expect(armCode(around)).toBe('TargetRepositoryPrefixMatchesExistingRegistries');
    expect((await bench.arm('PUT', '/cacheRules/quay-all', ruleRequest('quay.io/*', 'quay/*'))).status).toBe(
      200,
    );
  });
});

test('many clients at once lose nothing', async () => {
  const bench = await startArm();
  const wanted = Array.from({ length: 40 }, (_, at) => `rule-${String(at).padStart(2, '0')}`);
  const replies = await Promise.all(
    wanted.map((name) => bench.arm('PUT', `/cacheRules/${name}`, ruleRequest(`quay.io/a/${name}`, name))),
  );
  expect(replies.map(({ status }) => status)).toEqual(wanted.map(() => 201));
  expect(await names(bench)).toEqual(wanted);
  const contended = await Promise.all(
    ['first', 'second', 'third'].map((name) =>
      bench.arm('PUT', `/cacheRules/${name}`, ruleRequest(`quay.io/b/${name}`, 'one-target')),
    ),
  );
  expect(contended.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

describe('a restart', () => {
  test('keeps what was created, changed and deleted, with its times and roles', async () => {
    const storeDir = await temporaryDirectory();
    const registry = cacheRegistry([mcr, { name: 'quay-all', source: 'quay.io/a/*', target: 'quay/*' }]);
    const first = await startArm({ storeDir, registry });
    await first.arm('PUT', '/cacheRules/ghcr-all', ruleRequest('ghcr.io/a/*', 'ghcr/*'));
    await first.arm('DELETE', '/cacheRules/quay-all');
    const scope = '//subscriptions/s/providers/Microsoft.Authorization/roleAssignments';
    await first.arm('PUT', `${scope}/x`, { properties: { roleDefinitionId: 'role', principalId: 'who' } });
    const { body: before } = await first.arm('GET', '/cacheRules/ghcr-all');
    await first.close();

    const second = await startArm({ storeDir, registry });
    expect(await names(second)).toEqual(['ghcr-all', 'mcr-all']);
    expect((await second.arm('GET', '/cacheRules/ghcr-all')).body).toEqual(before);
    expect((await second.arm('GET', scope)).body).toMatchObject({ value: [{ name: 'x' }] });
    expect(second.plane.registry.rules.map(({ name }) => name)).toEqual(['mcr-all', 'ghcr-all']);
    expect(second.plane.notes).toEqual([
      'cache rule quay-all of the configuration was deleted with az: it is not served',
    ]);
  });

  test('forgets nothing although the process was killed in the middle of a write', async () => {
    const storeDir = await temporaryDirectory();
    const first = await startArm({ storeDir });
    await first.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'));
    await first.close();
    await writeFile(join(storeDir, 'azure', '.left-behind'), '{"version": 1, "rul');
    const second = await startArm({ storeDir });
    expect(await names(second)).toEqual(['quay-b']);
  });

  test('a file that is not ours is left as it is, and said to be in the way', async () => {
    const storeDir = await temporaryDirectory();
    const first = await startArm({ storeDir });
    await first.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'));
    await first.close();
    const file = join(storeDir, 'azure', 'teamimages.json');
    for (const text of [
      '',
      '[]',
      '{"version":2}',
      '{"version":1,"rules":[{"name":"x","was":null,"is":{}}]}',
    ]) {
      await writeFile(file, text);
      await expect(startArm({ storeDir })).rejects.toThrow(/teamimages\.json: .*; move it away/);
      expect(await readFile(file, 'utf8')).toBe(text);
    }
  });
});

test('one server at a time changes a registry in a store', async () => {
  const first = await startArm();
  const { server } = await startCache(first.upstream, { storeDir: first.storeDir });
  const options = {
    server,
    configured: cacheRegistry([]),
    storeDir: first.storeDir,
    listen: { host: '127.0.0.1', port: 0, tls: { cert: '', key: '' } },
    credentialProblemOf: async () => undefined,
  };
  const second = await startControlPlane({ ...options, registryName: 'TeamImages' });
  expect(second).toMatchObject({ ok: false, error: { code: 'in-use' } });
  const other = await startControlPlane({ ...options, registryName: 'otherimages' });
  if (other.ok) onTestFinished(() => other.value.close(0));
  expect(other.ok).toBe(true);
});

test('another configuration takes over while the server runs, with the changes so far', async () => {
  const bench = await startArm({ registry: cacheRegistry([mcr]) });
  await bench.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'));
  const next = cacheRegistry([{ name: 'ghcr-all', source: 'ghcr.io/a/*', target: 'ghcr/*' }]);
  const { registry, notes } = await bench.plane.reconfigure(next);
  expect(registry.rules.map(({ name }) => name)).toEqual(['ghcr-all', 'quay-b']);
  expect(notes).toEqual([]);
  expect(await names(bench)).toEqual(['ghcr-all', 'quay-b']);
});

test('the control plane is not to be had at the server itself', async () => {
  const bench = await startArm();
  const headers = { Authorization: 'Bearer anything' };
  const { status } = await ask(`${bench.server.url}${registryPath}/cacheRules?api-version=1`, { headers });
  expect(status).toBe(404);
});

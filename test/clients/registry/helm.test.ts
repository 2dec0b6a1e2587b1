import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import { type ClientRun, clientOutput, expectDone, runClient } from '../../support/clients/run-client.ts';
import { need } from '../programs.ts';
import { helm } from './programs.ts';
import { openStage, type Stage, type StageOptions, temporaryFolder } from './stage.ts';

const program = helm.path ?? '';
const versions = ['1.2.3', '1.3.0'];

interface Charts extends Stage {
  /** The packages that were pushed, by version. */
  readonly packages: Readonly<Record<string, Buffer>>;
  run(...args: readonly string[]): Promise<ClientRun>;
  readonly folder: string;
  readonly chart: string;
}

/** The upstream with two versions of a chart that helm itself made and pushed. */
async function withCharts(context: TestContext, options: StageOptions = {}): Promise<Charts> {
  need(helm, context);
  const stage = await openStage(context, options);
  const making = temporaryFolder();
  mkdirSync(join(making, 'shop/templates'), { recursive: true });
  writeFileSync(join(making, 'shop/templates/notes.yaml'), 'kind: ConfigMap\n');
  const packages: Record<string, Buffer> = {};
  for (const version of versions) {
    writeFileSync(join(making, 'shop/Chart.yaml'), `apiVersion: v2\nname: shop\nversion: ${version}\n`);
    await clientOutput(program, ['package', 'shop'], { cwd: making });
    const target = `oci://${stage.origin.host}/charts`;
    await clientOutput(program, ['push', '--plain-http', `shop-${version}.tgz`, target], { cwd: making });
    packages[version] = readFileSync(join(making, `shop-${version}.tgz`));
  }
  const folder = temporaryFolder();
  const trust = options.tls === true ? ['--ca-file', stage.ca.file] : ['--plain-http'];
  return {
    ...stage,
    packages,
    folder,
    chart: `oci://${stage.cache.host}/quay/charts/shop`,
    run: (...args) => runClient(program, [...args, ...trust], { cwd: folder }),
  };
}

it('pulls and shows a chart by version and without, again without asking the upstream, also when that is gone', async (context) => {
  const { run, chart, folder, packages, relay } = await withCharts(context);
  for (const version of versions) {
    expectDone(await run('pull', chart, '--version', version));
    expect(readFileSync(join(folder, `shop-${version}.tgz`)).equals(packages[version] as Buffer)).toBe(true);
  }
  const newest = await run('show', 'chart', chart);
  expectDone(newest);
  expect(newest.stdout).toContain('version: 1.3.0');
  const asked = relay.contentRequests();
  const again = async (): Promise<void> => {
    expect((await run('show', 'chart', chart)).stdout).toContain('version: 1.3.0');
    expect((await run('show', 'chart', chart, '--version', '1.2.3')).stdout).toContain('version: 1.2.3');
    expectDone(await run('pull', chart, '--destination', '.'));
  };
  await again();
  expect(relay.contentRequests()).toEqual(asked);
  await relay.close();
  await again();
});

it('finds the newest version when the list is due and the upstream is gone', async (context) => {
  const { run, chart, relay } = await withCharts(context, { args: ['--ttl', '0'] });
  expectDone(await run('show', 'chart', chart));
  await relay.close();
  expect((await run('show', 'chart', chart)).stdout).toContain('version: 1.3.0');
});

it('by https with a private authority, from an upstream with one that wants tokens', async (context) => {
  const { run, chart, folder, packages } = await withCharts(context, { tls: true, guarded: true });
  expectDone(await run('pull', chart));
  expect(readdirSync(folder).filter((name) => name.endsWith('.tgz'))).toEqual(['shop-1.3.0.tgz']);
  expect(readFileSync(join(folder, 'shop-1.3.0.tgz')).equals(packages['1.3.0'] as Buffer)).toBe(true);
});

it("says that it is the upstream's rate limit that stops the pull", async (context) => {
  const { run, chart, relay } = await withCharts(context);
  relay.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '0' } });
  const { code, stderr } = await run('pull', chart, '--version', '1.2.3');
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/429|toomanyrequests/i);
});

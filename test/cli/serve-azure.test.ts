import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CliResult, type RunningCli, repository, startPullthrough } from '../support/cli.ts';
import { ask } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { askArm, ruleRequest, setRequest } from '../support/server/control-plane.ts';
import { startHub } from '../support/shop-upstream.ts';

interface Served extends RunningCli {
  readonly url: string;
  readonly azureUrl: string;
  readonly store: string;
  readonly ca: string;
  /** Asks something of the registry `teamimages`, as a logged-in client. */
  arm(method: string, path: string, body?: unknown): ReturnType<typeof askArm>;
  stop(): Promise<CliResult>;
}

const registry = 'registry: { loginServer: images.example, name: teamimages }\n';
const mcr = '  - { name: mcr-all, source: mcr.microsoft.com/*, target: mcr/* }\n';

async function serve(
  config: string,
  {
    args = [],
    store,
    env = {},
  }: { args?: readonly string[]; store?: string; env?: Record<string, string> } = {},
): Promise<Served> {
  const directory = store ?? (await temporaryDirectory());
  const cwd = repository({ 'pullthrough.yaml': config });
  const listen = ['--listen', '127.0.0.1:0', '--azure', 'localhost:0', '--store', directory];
  const running = startPullthrough(['serve', ...listen, ...args], cwd, env);
  onTestFinished(() => void running.child.kill('SIGKILL'));
  while (!running.output.stdout.includes('# then: ')) {
    if (running.child.exitCode !== null) throw new Error(`ended: ${running.output.stderr}`);
    await delay(10);
  }
  const { stdout } = running.output;
  const azureUrl = /--endpoint-resource-manager (\S+)/.exec(stdout)?.[1] ?? '';
  const ca = await readFile(/REQUESTS_CA_BUNDLE=(\S+)/.exec(stdout)?.[1] ?? '', 'utf8');
  return {
    ...running,
    url: /^listening on (\S+)\n/.exec(stdout)?.[1] ?? '',
    azureUrl,
    store: directory,
    ca,
    arm: (method, path, body) =>
      askArm(azureUrl, ca, method, path, body, { Authorization: 'Bearer anything' }),
    stop: async () => {
      running.child.kill('SIGTERM');
      return running.ended;
    },
  };
}

describe('serve --azure', () => {
  test('prints the lines that send az there, and nothing else that a shell would run', async () => {
    const served = await serve(`${registry}rules:\n${mcr}`);
    const [first = '', ...lines] = served.output.stdout.trimEnd().split('\n');
    expect(first).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
    const commands = lines.filter((line) => !line.startsWith('#'));
    expect(commands.map((line) => line.split(' --', 1)[0])).toEqual([
      'export AZURE_CONFIG_DIR="$(mktemp -d)" AZURE_CORE_COLLECT_TELEMETRY=no',
      expect.stringMatching(/^export REQUESTS_CA_BUNDLE=\/\S+\/ca\.pem$/),
      'export NO_PROXY="localhost,${NO_PROXY:-${no_proxy:-}}"',
      'export no_proxy="$NO_PROXY"',
      'az cloud register',
      'az cloud set',
      'az login',
    ]);
    expect(served.azureUrl).toMatch(/^https:\/\/localhost:\d+$/);
    expect(lines.at(-1)).toBe('# then: az acr cache list --registry teamimages --output table');
    expect(served.output.stderr).not.toMatch(/warning/);
    const { code } = await served.stop();
    expect(code).toBe(0);
  });

  test('starts without any rule, and serves what comes, over restarts', async () => {
    const hub = await startHub();
    const upstream = ['--upstream', `docker.io=${hub.url}`];
    const first = await serve(registry, { args: upstream });
    while (!first.output.stderr.includes('serving no cache rule yet')) await delay(10);
    const set = await first.arm('PUT', '/credentialSets/docker-hub', setRequest('docker.io'));
    expect(set.status).toBe(201);
    const id = (set.body as { id: string }).id;
    await first.arm('PUT', '/cacheRules/hub-all', ruleRequest('docker.io/*', 'hub/*', id));
    expect((await ask(`${first.url}/v2/hub/library/web/manifests/1.0`)).status).toBe(200);
    await first.stop();

    const second = await serve(registry, { args: upstream, store: first.store });
    expect((await ask(`${second.url}/v2/hub/library/web/manifests/1.0`)).status).toBe(200);
    while (!second.output.stderr.includes('hub-all')) await delay(10);
    expect(second.ca).toBe(first.ca);
    await second.stop();
    expect(readdirSync(join(first.store, 'azure'))).toEqual(['teamimages.json']);
  });

  test('what was changed and the configuration since do not fit: the configuration is served, and that is said', async () => {
    const first = await serve(registry);
    await first.arm('PUT', '/cacheRules/mcr-all', ruleRequest('mcr.microsoft.com/*', 'microsoft/*'));
    await first.stop();
    const second = await serve(`${registry}rules:\n${mcr}`, { store: first.store });
    while (!second.output.stderr.includes('warning')) await delay(10);
    expect(second.output.stderr).toMatch(
      /^warning: cache rule mcr-all: what was created with az no longer fits the configuration, which says otherwise now; the configuration is served$/m,
    );
    expect((await second.arm('GET', '/cacheRules/mcr-all')).body).toMatchObject({
      properties: { targetRepository: 'mcr/*' },
    });
  });

  test("a credential set is as healthy as this machine's own credentials for its upstream", async () => {
    const hub = await startHub();
    const home = await temporaryDirectory();
    const env = { HOME: home, DOCKER_CONFIG: home, PULLTHROUGH_CREDENTIALS_QUAY_IO: 'reader:secret-word' };
    const served = await serve(registry, { args: ['--upstream', `ghcr.io=${hub.url}`], env });
    const health = async (loginServer: string): Promise<unknown> => {
      const { body } = await served.arm(
        'PUT',
        `/credentialSets/${loginServer.replaceAll('.', '-')}-set`,
        setRequest(loginServer),
      );
      const set = body as { properties: { authCredentials: { credentialHealth: unknown }[] } };
      return set.properties.authCredentials[0]?.credentialHealth;
    };
    expect(await health('quay.io')).toEqual({ status: 'Healthy' });
    expect(await health('docker.io')).toEqual({
      status: 'Unhealthy',
      errorCode: 'CredentialsNotFound',
      errorMessage: expect.stringMatching(
        /no credentials for docker\.io .*: set PULLTHROUGH_CREDENTIALS_DOCKER_IO=user:token, or run docker login docker\.io\./,
      ),
    });
    // At another address the credentials are those of the address.
    expect(await health('ghcr.io')).toMatchObject({ errorMessage: expect.stringContaining(hub.host) });
    expect(served.output.stderr).not.toContain('secret-word');
  });

  test('--log tells of the requests in JSON lines, and of no token', async () => {
    const served = await serve(registry, { args: ['--log'] });
    await served.arm('PUT', '/cacheRules/quay-b', ruleRequest('quay.io/a/b', 'b'));
    while (!served.output.stderr.includes('cacheRules/quay-b')) await delay(10);
    const entries = served.output.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.at(-1)).toMatchObject({ event: 'control-plane', method: 'PUT', status: 201 });
    expect(served.output.stderr).not.toContain('Bearer');
  });
});

describe('serve --azure ends with exit code 2 and a reason for', () => {
  async function refused(args: readonly string[], config: string = registry): Promise<CliResult> {
    const store = await temporaryDirectory();
    const cwd = repository({ 'pullthrough.yaml': config });
    const listen = ['--listen', '127.0.0.1:0', '--store', store];
    const running = startPullthrough(['serve', ...listen, ...args], cwd);
    onTestFinished(() => void running.child.kill('SIGKILL'));
    const result = await running.ended;
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).not.toMatch(/internal error|Error:/);
    return result;
  }

  test.each([
    ['0.0.0.0:5443', /--azure: 0\.0\.0\.0 is not this machine alone, .*\n.*127\.0\.0\.1/],
    ['registry.example:5443', /is not this machine alone/],
    ['here', /--azure: "here" is no address to listen on/],
  ])('%s', async (address, message) => {
    expect((await refused(['--azure', address])).stderr).toMatch(message);
  });

  test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { stderr } = await refused(['--azure', `127.0.0.1:${port}`]);
    expect(stderr).toMatch(new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE.*\n.*--azure`));
  });

  test('an --upstream that ACR cannot cache', async () => {
    const { stderr } = await refused([
      '--azure',
      '127.0.0.1:0',
      '--upstream',
      'cgr.dev=https://mirror.example',
    ]);
    expect(stderr).toMatch(/no cache rule has its source at cgr\.dev/);
  });

  test('a store whose registry another server changes', async () => {
    const first = await serve(registry);
    const { stderr } = await refused(['--azure', '127.0.0.1:0', '--store', first.store]);
    expect(stderr).toMatch(/process \d+ on \S+ serves teamimages to az from .* already; stop it/);
  });

  test('a file of changes that is none', async () => {
    const first = await serve(registry);
    await first.stop();
    const file = join(first.store, 'azure', 'teamimages.json');
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, 'rules: []\n');
    const { stderr } = await refused(['--azure', '127.0.0.1:0', '--store', first.store]);
    expect(stderr).toMatch(/teamimages\.json: it does not hold what this version .*; move it away/);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { describe, expect, it, type TestContext } from 'vitest';
import { createTokens } from '../../../src/server/auth/tokens.ts';
import { spawned } from '../../support/clients/spawned.ts';
import { type Served, serve } from '../../support/served.ts';
import { temporaryDirectory } from '../../support/server/cache.ts';
import { type FakeUpstream, startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { content, imageManifest } from '../../support/server/images.ts';
import { named, need, type Run } from '../programs.ts';

const podman = named('podman', 'PULLTHROUGH_PODMAN');
const skopeo = named('skopeo', 'PULLTHROUGH_SKOPEO');
const crane = named('crane', 'PULLTHROUGH_CRANE');

const tokenUser = '00000000-0000-0000-0000-000000000000';
const password = 'wonder:land 1';

/** An image as podman and skopeo want one: a config with what a runtime needs. */
const config = content(
  JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [] },
  }),
);
const image = imageManifest([], config);

interface Stage {
  readonly served: Served;
  readonly host: string;
  readonly folder: string;
  readonly hub: FakeUpstream;
  readonly refreshToken: string;
  run(program: string, ...args: string[]): Promise<Run>;
}

/** A server that wants passwords, and clients that keep what they are told in a folder of the test's. */
async function openStage(): Promise<Stage> {
  const hub = await startFakeUpstream({ 'library/app': { tags: { '1': image }, blobs: [config] } });
  const folder = await temporaryDirectory();
  writeFileSync(join(folder, 'auth.json'), '{}');
  writeFileSync(join(folder, 'htpasswd'), `alice:${hashSync(password, 8)}\n`);
  const served = await serve([
    '--upstream',
    `docker.io=${hub.url}`,
    '--htpasswd',
    join(folder, 'htpasswd'),
    '--log',
  ]);
  const key = readFileSync(join(served.store, 'token-key'));
  const env = {
    HOME: folder,
    PATH: process.env.PATH ?? '',
    REGISTRY_AUTH_FILE: join(folder, 'auth.json'),
    DOCKER_CONFIG: folder,
    XDG_RUNTIME_DIR: folder,
  };
  return {
    served,
    hub,
    folder,
    host: new URL(served.url).host,
    refreshToken: createTokens(key, Date.now).issueRefresh('alice', 'x'),
    run: (program, ...args) => spawned(program, args, folder, env),
  };
}

/** Who logs in, and with what. */
const logins = (stage: Stage): readonly (readonly [string, string])[] => [
  ['alice', password],
  [tokenUser, stage.refreshToken],
];

/** Pulls of a program are refused before the login and with a wrong password, and work after it. */
async function judge(
  context: TestContext,
  client: {
    readonly program: Parameters<typeof need>[0];
    login(stage: Stage, user: string, secret: string): string[];
    pull(stage: Stage): string[];
  },
): Promise<void> {
  const program = need(client.program, context);
  const stage = await openStage();
  const denied = await stage.run(program, ...client.pull(stage));
  expect(denied.code).not.toBe(0);
  expect(denied.stderr).toMatch(/unauthori[sz]ed|authentication required/i);
  const wrong = await stage.run(program, ...client.login(stage, 'alice', 'wrong'));
  // crane writes down what it is told, and asks nobody.
  if (client.program !== crane) expect(wrong.code).not.toBe(0);
  expect((await stage.run(program, ...client.pull(stage))).code).not.toBe(0);
  for (const [user, secret] of logins(stage)) {
    const login = await stage.run(program, ...client.login(stage, user, secret));
    expect([login.code, login.stderr]).toEqual([0, expect.not.stringContaining('rror')]);
    const pull = await stage.run(program, ...client.pull(stage));
    expect([pull.code, pull.stderr]).toEqual([0, expect.anything()]);
  }
  const seen = stage.hub.seen.map(({ headers }) => headers.authorization);
  expect(new Set(seen)).toEqual(new Set([undefined]));
  expect(stage.served.output.stderr).not.toMatch(/wonder|alice|eyJ/);
}

describe('logins', () => {
  it('skopeo', async (context) => {
    await judge(context, {
      program: skopeo,
      login: ({ host }, user, secret) => ['login', '--tls-verify=false', '-u', user, '-p', secret, host],
      pull: ({ host, folder }) => [
        'copy',
        '--insecure-policy',
        '--src-tls-verify=false',
        `docker://${host}/hub/library/app:1`,
        `dir:${folder}/copied`,
      ],
    });
  });

  it('podman', async (context) => {
    await judge(context, {
      program: podman,
      login: ({ host }, user, secret) => ['login', '--tls-verify=false', '-u', user, '-p', secret, host],
      pull: ({ host, folder }) => [
        '--root',
        `${folder}/root`,
        '--runroot',
        `${folder}/run`,
        '--storage-driver',
        'vfs',
        'pull',
        '--tls-verify=false',
        `${host}/hub/library/app:1`,
      ],
    });
  });

  it('crane', async (context) => {
    await judge(context, {
      program: crane,
      login: ({ host }, user, secret) => ['auth', 'login', host, '-u', user, '-p', secret],
      pull: ({ host }) => ['manifest', '--insecure', `${host}/hub/library/app:1`],
    });
  });

  it('crane asks for a token for each of a copy, a list and the catalog', async (context) => {
    const program = need(crane, context);
    const stage = await openStage();
    const { host, folder, run } = stage;
    await run(program, 'auth', 'login', host, '-u', 'alice', '-p', password);
    expect(
      await run(
        program,
        'pull',
        '--insecure',
        '--format',
        'oci',
        `${host}/hub/library/app:1`,
        `${folder}/oci`,
      ),
    ).toMatchObject({ code: 0 });
    expect(await run(program, 'ls', '--insecure', `${host}/hub/library/app`)).toMatchObject({
      code: 0,
      stdout: '1\n',
    });
    expect(await run(program, 'catalog', '--insecure', host)).toMatchObject({
      code: 0,
      stdout: 'hub/library/app\n',
    });
    const push = await run(program, 'tag', '--insecure', `${host}/hub/library/app:1`, '2');
    expect([push.code === 0, push.stderr]).toEqual([false, expect.stringMatching(/cache rule docker-hub/)]);
  });
});

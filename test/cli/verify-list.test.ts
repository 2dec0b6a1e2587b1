import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CliResult, pullthrough, repository, startPullthrough } from '../support/cli.ts';
import type { FakeUpstream } from '../support/server/fake-upstream.ts';
import { hubConfiguration, podRepository, startHub } from '../support/shop-upstream.ts';

interface Listed {
  readonly references: readonly {
    readonly reference: string;
    readonly ok: boolean;
    readonly uses: readonly { readonly file: string; readonly line: number; readonly column: number }[];
    readonly error?: { readonly code: string; readonly check: string; readonly message: string };
  }[];
}

async function verifyList(
  hub: FakeUpstream,
  list: string,
  args: readonly string[] = [],
): Promise<CliResult & { readonly report: Listed }> {
  const cwd = repository({ 'pullthrough.yaml': hubConfiguration, 'images.txt': list });
  const command = ['verify', '--list', 'images.txt', '--upstream', `docker.io=${hub.url}`];
  const ended = await startPullthrough([...command, '--output', 'json', ...args], cwd).ended;
  return { ...ended, report: JSON.parse(ended.stdout) as Listed };
}

describe('verify --list', () => {
  test('references of upstreams and of the cache, each once, with its lines', async () => {
    const hub = await startHub();
    const list = `\ufeff# the shop\r\n\r\nweb:1.0 # front\r\n  team.azurecr.io/hub/library/web:1.0\r\ndocker.io/library/tool`;
    const { code, report, stderr } = await verifyList(hub, list);
    expect(report.references).toMatchObject([
      {
        reference: 'team.azurecr.io/hub/library/web:1.0',
        ok: true,
        uses: [
          { file: 'images.txt', line: 3, column: 1, endColumn: 8 },
          { file: 'images.txt', line: 4, column: 3 },
        ],
      },
      { reference: 'team.azurecr.io/hub/library/tool:latest', ok: true, uses: [{ line: 5 }] },
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(hub.count('GET', '/library/web/manifests/1.0')).toBe(1);
  });

  test('what no rule serves fails, and is not asked for anywhere', async () => {
    const hub = await startHub();
    const { code, report } = await verifyList(hub, 'web:1.0\nquay.io/acme/app:1\nteam.azurecr.io/own:1\n');
    expect(code).toBe(1);
    expect(report.references.map(({ ok }) => ok)).toEqual([true, false, false]);
    expect(report.references[1]?.error).toMatchObject({
      code: 'no-rule',
      check: 'PV012',
      message: 'no cache rule serves it',
    });
  });

  test('all bad lines are named, with their place', () => {
    const cwd = repository({
      'pullthrough.yaml': hubConfiguration,
      'a/images.txt': 'web:1.0\nhttps://x/y\n\nweb:1.0 and more\n',
    });
    const { code, stdout, stderr } = pullthrough(['verify', '--list', './a/images.txt'], cwd);
    expect(stderr).toMatch(/error: a\/images\.txt:2:7: "https:\/\/x\/y" is no reference: /);
    expect(stderr).toMatch(/error: a\/images\.txt:4:8: "web:1\.0 and more" is no reference: /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('standard input is read for -', async () => {
    const hub = await startHub();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const args = ['verify', '--list', '-', '--upstream', `docker.io=${hub.url}`, '--output', 'github'];
    const running = startPullthrough(args, cwd);
    running.child.stdin?.end('web:1.0\nweb:9.9\n');
    const { code, stdout } = await running.ended;
    expect(stdout).toMatch(
      /^::error file=<stdin>,line=2,endLine=2,col=1,endColumn=8,title=PV001 not-found::/,
    );
    expect(code).toBe(1);
  });

  test('an empty list is said to be one', async () => {
    const hub = await startHub();
    const { code, report, stderr } = await verifyList(hub, '# nothing\n');
    expect({ code, references: report.references }).toEqual({ code: 0, references: [] });
    expect(stderr).toBe('warning: nothing to verify: no image is served by the cache rules\n');
  });

  test.each<[readonly string[], RegExp]>([
    [['--list', 'missing.txt'], /--list missing\.txt: no such file or directory/],
    [['--list', '.'], /--list \.: /],
    [['--list', 'images.txt', 'k8s'], /--list names the references/],
    [['--platform', 'amd64'], /--platform amd64: a platform looks like linux\/amd64/],
    [['--via', 'https://a b'], /--via https:\/\/a b: this is no registry/],
    [['--via', 'http://registry.example'], /only such a registry may be spoken to without TLS/],
    [['--via', 'https://user:secret@registry.example'], /--via holds a login, which others would read in it/],
    [['--via', 'team.azurecr.io', '--store', 's'], /--via pulls from a registry that exists/],
    [['--output', 'xml'], /verify has no output format "xml"/],
  ])('%j is a clear error', (args, message) => {
    const cwd = repository({
      'pullthrough.yaml': hubConfiguration,
      'images.txt': 'web:1.0\n',
      'k8s/x.yaml': '',
    });
    const { code, stdout, stderr } = pullthrough(['verify', ...args], cwd);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error|secret/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('limits', () => {
  const errors = [{ code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit' }];

  test('once an upstream limits the rate, the rest of its images is not asked for, and others are', async () => {
    const [hub, quay] = [await startHub(), await startHub()];
    hub.fault = ({ method }) =>
      method === 'GET' ? { kind: 'status', status: 429, body: JSON.stringify({ errors }) } : undefined;
    const rules = `${hubConfiguration}  - { name: quay-io, source: quay.io/*, target: quay/* }\n`;
    const list = [...Array.from({ length: 20 }, (_, at) => `app${at}:1`), 'quay.io/library/web:1.0'].join(
      '\n',
    );
    const cwd = repository({ 'pullthrough.yaml': rules, 'images.txt': list });
    const upstreams = ['--upstream', `docker.io=${hub.url}`, '--upstream', `quay.io=${quay.url}`];
    const args = ['verify', '--list', 'images.txt', ...upstreams, '--output', 'json'];
    const { code, stdout } = await startPullthrough(args, cwd).ended;
    const { references } = JSON.parse(stdout) as Listed;
    expect(code).toBe(1);
    expect(references.at(-1)).toMatchObject({ ok: true });
    expect(references.slice(0, 20).map(({ error }) => error?.code)).toEqual(Array(20).fill('rate-limited'));
    expect(references[19]?.error).toMatchObject({
      skipped: true,
      message: expect.stringMatching(/^not asked, since docker\.io limits the rate: .* You have reached/),
    });
    // As many as were under way when the first answer came.
    expect(hub.count('GET', '/manifests/')).toBeLessThanOrEqual(4);
  });

  test.each<[string, string, RegExp]>([
    [
      '100;w=21600',
      '87;w=21600',
      /^2 images from Docker Hub cost at least 2 pulls, and one more for each platform; 87 pulls are left of 100 in 6 h\n$/,
    ],
    [
      '100;w=21600',
      '1;w=21600',
      /^warning: 2 images from Docker Hub .*: not all of them will pull; --platform linux\/amd64 pulls only that one\n$/,
    ],
  ])('with a limit of %s and %s left that is said before', async (limit, remaining, said) => {
    const hub = await startHub();
    const headers = { 'RateLimit-Limit': limit, 'RateLimit-Remaining': remaining };
    hub.fault = ({ method }) => (method === 'HEAD' ? { kind: 'headers', headers } : undefined);
    const { code, stderr } = await verifyList(hub, 'web:1.0\ntool\n');
    expect(stderr).toMatch(said);
    expect(code).toBe(0);
    expect((await verifyList(hub, 'web:1.0\ntool\n', ['--quiet'])).stderr).toBe('');
  });
});

describe('tags and digests', () => {
  test('a tag that has moved away from its pinned digest is a note, and no failure', async () => {
    const hub = await startHub();
    const web = hub.repositories['library/web'];
    const tool = hub.repositories['library/tool']?.tags.latest;
    const digest = web?.tags['1.0']?.digest ?? '';
    if (web === undefined || tool === undefined) throw new Error('no image');
    const pinned = await verifyList(hub, `web:1.0@${digest}`);
    expect(pinned.report.references).toMatchObject([{ ok: true, compared: true, notes: [] }]);
    Object.assign(web, { manifests: [...(web.manifests ?? []), web.tags['1.0']] });
    web.tags['1.0'] = tool;
    const { code, report } = await verifyList(hub, `web:1.0@${digest}`);
    expect(code).toBe(0);
    expect(report.references).toMatchObject([
      {
        ok: true,
        digest,
        notes: [
          {
            check: 'PV013',
            message: `docker.io/library/web:1.0 names ${tool.digest} by now, and not the pinned ${digest}`,
          },
        ],
      },
    ]);
  });

  test('a store that serves what its upstream no longer does is told of', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    const args = ['verify', '--upstream', `docker.io=${hub.url}`, '--store', 'store', '--output', 'json'];
    expect((await startPullthrough(args, cwd).ended).code).toBe(0);
    const web = hub.repositories['library/web'];
    const tool = hub.repositories['library/tool']?.tags.latest;
    if (web === undefined || tool === undefined) throw new Error('no image');
    web.tags['1.0'] = tool;
    const { code, stdout } = await startPullthrough(args, cwd).ended;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Listed).references).toMatchObject([
      { ok: true, notes: [{ code: 'outdated', check: 'PV014' }] },
    ]);
  });
});

describe('the CI system reads its own format', () => {
  test.each([
    ['GITHUB_ACTIONS', 'true', /^::error file=pod\.yaml,line=6,/],
    ['TF_BUILD', 'True', /^##vso\[task\.logissue type=error;sourcepath=pod\.yaml;linenumber=6;/],
  ])('%s', async (variable, value, expected) => {
    const hub = await startHub();
    const cwd = podRepository(['web:9.9']);
    const args = ['verify', '--upstream', `docker.io=${hub.url}`];
    const { code, stdout } = await startPullthrough(args, cwd, { [variable]: value }).ended;
    expect(stdout).toMatch(expected);
    expect(code).toBe(1);
  });
});

test('on a terminal the progress says how far it is, and leaves nothing behind', async () => {
  const hub = await startHub();
  hub.fault = ({ url }) =>
    url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 30_000, pauseMs: 500 } : undefined;
  const cwd = podRepository(['web:1.0']);
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(
    join(cwd, 'bin/run.mjs'),
    'process.stderr.isTTY = true; process.stderr.columns = 200; process.argv.splice(1, 1); await import(process.argv[1]);',
  );
  const program = join(process.cwd(), 'dist/cli.cjs');
  const args = ['verify', '--upstream', `docker.io=${hub.url}`, '--depth', 'layers'];
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [join(cwd, 'bin/run.mjs'), program, ...args], { cwd, env: { PATH } });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.resume();
  expect(await new Promise((done) => child.on('close', done))).toBe(0);
  const shown = stderr.split('\r\u001b[K');
  const line =
    /^0 of 1 images pulled, 0\.\d MB, \d+\.\d MB\/s, \d+ s: team\.azurecr\.io\/hub\/library\/web:1\.0$/;
  expect(shown.filter((text) => line.test(text))).not.toEqual([]);
  expect(stderr.endsWith('\r\u001b[K')).toBe(true);
});

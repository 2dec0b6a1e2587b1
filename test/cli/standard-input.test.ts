import { expect, test } from 'vitest';
import { type CliResult, repository, startPullthrough } from '../support/cli.ts';

const settings = { 'pullthrough.yaml': 'registry: team.azurecr.io\n', 'pod.yaml': '' };

async function given(input: string | Uint8Array, args: readonly string[]): Promise<CliResult> {
  const { child, ended } = startPullthrough(args, repository(settings));
  child.stdin?.end(input);
  return ended;
}

const pods = JSON.stringify({
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { containers: [{ name: 'web', image: 'nginx:1.25' }] },
      status: { containerStatuses: [{ image: 'nginx:1.25' }] },
    },
  ],
});

test('objects of a cluster are audited as those in files are', async () => {
  const { code, stdout, stderr } = await given(pods, ['audit', '-', '-o', 'json']);
  const { uses, findings } = JSON.parse(stdout);
  expect([code, stderr]).toEqual([1, '']);
  expect(uses).toMatchObject([
    {
      file: '<stdin>',
      image: 'docker.io/library/nginx:1.25',
      object: { kind: 'Pod', namespace: 'shop', name: 'web' },
    },
  ]);
  expect(findings).toMatchObject([{ check: 'PT001', file: '<stdin>' }]);
});

test('a list of references is read, and the rules for it are written', async () => {
  const { code, stdout } = await given('nginx:1.25\nghcr.io/shop/web:1\n', ['rules', '-', '-o', 'json']);
  expect(code).toBe(0);
  const { rules } = JSON.parse(stdout);
  expect(rules.map(({ sourceRepository }: { sourceRepository: string }) => sourceRepository)).toEqual([
    'docker.io/library/*',
    'ghcr.io/shop/*',
  ]);
});

test.each<[string, string, readonly string[], number, RegExp]>([
  [
    'a table',
    'NAME READY\nweb 1/1\n',
    ['scan', '-'],
    2,
    /<stdin>: neither Kubernetes objects .* nor a list of image references/,
  ],
  ['nothing', '', ['scan', '-'], 0, /standard input is empty/],
  ['what is to be edited', pods, ['kustomize', '-'], 2, /kustomizations are edited in their files/],
])('%s', async (_, input, args, code, message) => {
  const result = await given(input, args);
  expect(result.code).toBe(code);
  expect(result.stderr).toMatch(message);
});

test('what is no UTF-8 text comes out of no filter', async () => {
  const latin = Buffer.from('apiVersion: v1\nkind: Pod\nmetadata: {name: caf\xe9}\n', 'latin1');
  expect(await given(latin, ['rewrite', '-'])).toEqual({
    code: 2,
    signal: null,
    stdout: '',
    stderr: 'error: standard input is no UTF-8 text\n  Save it as UTF-8, or convert it: iconv -t UTF-8.\n',
  });
});

test('a byte order mark, CRLF, and fields of the configuration, through the filter', async () => {
  const text = '\ufeffapiVersion: x.y/v1\r\nkind: Widget\r\nspec:\r\n  box: nginx:1\r\n';
  const root = repository({
    'pullthrough.yaml': `${settings['pullthrough.yaml']}imageFields: [{ path: spec/box, kind: Widget }]\n`,
  });
  const { child, ended } = startPullthrough(['rewrite', '-', '-q'], root);
  child.stdin?.end(text);
  expect(await ended).toEqual({
    code: 0,
    signal: null,
    stdout: text.replace('nginx:1', 'team.azurecr.io/docker-hub/library/nginx:1'),
    stderr: '',
  });
});

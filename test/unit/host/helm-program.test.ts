import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findProgram, type HelmProgram, helmProgram } from '../../../src/host/index.ts';

type HelmRequest = Parameters<HelmProgram['template']>[0];

const folder = mkdtempSync(join(tmpdir(), 'pullthrough-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says it is Helm, and does for `template` what the lines of shell say. */
function helm(name: string, template: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = version ]; then printf v4.2.3; exit; fi\n${template}\n`);
  chmodSync(path, 0o755);
  return path;
}

const request: HelmRequest = {
  chart: '/repo/app',
  additions: [],
  valuesFiles: ['/repo/a.yaml', '/repo/b,c.yaml'],
  set: ['a=1,b=2'],
  setString: ['c=3'],
  release: 'shop',
  namespace: 'prod',
  kubeVersion: '1.33.0',
  apiVersions: ['x/v1', 'y/v1'],
};

function template(program: string, more: Partial<HelmRequest> = {}, environment = process.env) {
  const found = helmProgram(program, environment, 10_000);
  if (!found.ok) throw new Error(found.error);
  expect(found.value.version).toBe('v4.2.3');
  return found.value.template({ ...request, ...more });
}

describe.skipIf(process.platform === 'win32')('helm', () => {
  test('is given what the chart is deployed with', () => {
    const rendered = template(helm('args', `for each in "$@"; do echo "$each"; done; echo careful >&2`));
    if (!rendered.ok) throw new Error(rendered.error);
    expect(rendered.value.stderr).toBe('careful');
    const args =
      'template --values /repo/a.yaml --values "/repo/b,c.yaml" --set a=1,b=2 --set-string c=3 --namespace prod';
    const more = '--kube-version 1.33.0 --api-versions x/v1 --api-versions y/v1 -- shop /repo/app';
    expect(rendered.value.stdout.trim().split('\n')).toEqual(`${args} ${more}`.split(' '));
  });

  test('runs without what the user told his own, in a folder that is gone afterwards', () => {
    const rendered = template(
      helm('env', 'pwd; echo "$HELM_CONFIG_HOME|$HELM_NAMESPACE|$KUBECONFIG|$OTHER"'),
      {},
      { ...process.env, HELM_NAMESPACE: 'mine', KUBECONFIG: '/mine', OTHER: 'kept' },
    );
    const [at = '', said] = rendered.ok ? rendered.value.stdout.split('\n') : [];
    expect(said).toMatch(/^.*pullthrough-helm-[^/]*\/config\|\|.*pullthrough-helm-[^/]*\/kubeconfig\|kept$/);
    expect(at).toContain('pullthrough-helm-');
    expect(existsSync(at)).toBe(false);
  });

  test('gets a copy of the chart with the dependencies that it lacks', () => {
    for (const path of ['app/charts/web', 'app/.git', 'lib/redis'])
      mkdirSync(join(folder, path), { recursive: true });
    for (const path of ['app/Chart.yaml', 'app/.git/HEAD', 'lib/redis/Chart.yaml', 'lib/kafka-1.0.0.tgz'])
      writeFileSync(join(folder, path), path);
    const additions = [
      { from: join(folder, 'lib/redis'), below: '.' },
      { from: join(folder, 'lib/kafka-1.0.0.tgz'), below: './charts/web' },
    ];
    const program = helm('find', 'for last; do :; done; cd "$last" && find . -type f | sort');
    const rendered = template(program, { chart: join(folder, 'app'), additions });
    expect(rendered).toMatchObject({
      value: {
        stdout: './Chart.yaml\n./charts/redis/Chart.yaml\n./charts/web/charts/kafka-1.0.0.tgz\n',
      },
    });
    expect(readdirSync(join(folder, 'app/charts'))).toEqual(['web']);
  });

  test('a chart that cannot be copied is told, and ends nothing', () => {
    mkdirSync(join(folder, 'broken'));
    symlinkSync('nowhere', join(folder, 'broken/link'));
    const additions = [{ from: join(folder, 'lib/redis'), below: '.' }];
    expect(template(helm('unasked', 'echo'), { chart: join(folder, 'broken'), additions })).toEqual({
      ok: false,
      error: 'its dependencies cannot be put into a copy of it: no such file or directory (ENOENT)',
    });
  });

  test('says why it renders nothing', () => {
    expect(template(helm('fails', 'echo "Error: no" >&2; exit 1'))).toEqual({
      ok: false,
      error: 'Error: no',
    });
    expect(template(helm('silent', 'exit 3'))).toMatchObject({
      error: 'it ended with exit code 3 and said nothing',
    });
  });

  test('is stopped when it does not come to an end', () => {
    const found = helmProgram(helm('hangs', 'exec sleep 600'), process.env, 50);
    if (!found.ok) throw new Error(found.error);
    expect(found.value.template(request)).toEqual({ ok: false, error: 'not done after 0.05 seconds' });
  });

  test('is found on PATH, where it may be run', () => {
    const [none, good] = [join(folder, 'none'), join(folder, 'good')];
    for (const each of [none, good]) mkdirSync(each);
    writeFileSync(join(none, 'helm'), '');
    writeFileSync(join(good, 'helm'), '');
    chmodSync(join(good, 'helm'), 0o755);
    expect(findProgram('helm', { PATH: `:${none}:${good}` })).toBe(join(good, 'helm'));
    expect(findProgram('helm', { PATH: none })).toBeUndefined();
    expect(findProgram('helm', {})).toBeUndefined();
  });
});

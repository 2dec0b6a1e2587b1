import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

const template = `apiVersion: v1
kind: Pod
metadata: { name: x }
spec: { containers: [{ name: x, image: "{{ .Values.image }}" }] }
`;

const files = {
  'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
  'app/values.yaml': 'image: ghcr.io/acme/app:1\n',
  'app/templates/pod.yaml': template,
};

/** A repository with a chart, and a `helm` in `bin` that prints the chart with the image. */
function withHelm(image: string, version = 'v4.9.9'): string {
  const root = repository(files);
  const text = `---\n# Source: app/templates/pod.yaml\n${template.replace('{{ .Values.image }}', image)}`;
  writeFileSync(join(root, 'rendered'), text);
  const program = `#!/bin/sh\nif [ "$1" = version ]; then printf ${version}; else cat ${join(root, 'rendered')}; fi\n`;
  writeFileSync(join(root, 'helm'), program);
  chmodSync(join(root, 'helm'), 0o755);
  return root;
}

const onPath = (root: string) => ({ PATH: `${root}:${process.env.PATH}` });

describe.skipIf(process.platform === 'win32')('--helm', () => {
  test('says that both render the same', () => {
    const root = withHelm('ghcr.io/acme/app:1');
    const { code, stdout, stderr } = pullthrough(['scan', '--helm'], root, onPath(root));
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Helm v4.9.9 renders 1 chart as pullthrough does.');
    expect(code).toBe(0);
  });

  test('leaves paths behind it to be read, and takes a program with =', () => {
    const root = withHelm('ghcr.io/acme/app:1');
    for (const args of [
      ['--helm', 'app'],
      ['app', '--helm'],
      ['--helm=helm', 'app'],
    ]) {
      const env = args.includes('--helm') ? onPath(root) : {};
      const { code, stdout } = pullthrough(['scan', '--output', 'json', ...args], root, env);
      expect(code).toBe(0);
      expect(JSON.parse(stdout).helm).toMatchObject({
        version: 'v4.9.9',
        charts: [{ chart: 'app', equal: true }],
      });
    }
  });

  test('tells differences, images first, and changes no exit code', () => {
    const root = withHelm('ghcr.io/acme/app:2');
    const { code, stdout } = pullthrough(['scan', '--helm=./helm'], root);
    expect(stdout).toContain(
      'image of Helm alone: ghcr.io/acme/app:2\n  image of pullthrough alone: ghcr.io/acme/app:1\n',
    );
    expect(stdout).toContain(
      'spec.containers[0].image  Helm: "ghcr.io/acme/app:2"  pullthrough: "ghcr.io/acme/app:1"',
    );
    expect(code).toBe(0);
    const without = pullthrough(['audit'], root);
    const audit = pullthrough(['audit', '--helm=./helm'], root);
    expect(audit.code).toBe(without.code);
    expect(audit.stdout.startsWith(without.stdout)).toBe(true);
    expect(audit.stdout).toContain('Helm v4.9.9 renders 0 of 1 chart as pullthrough does.');
  });

  test('warns where a report has no place for them', () => {
    const root = withHelm('ghcr.io/acme/app:2');
    const { stderr } = pullthrough(['scan', '--helm=./helm', '--output', 'markdown'], root);
    expect(stderr).toBe(
      'warning: Helm v4.9.9 renders 0 of 1 chart as pullthrough does. `--output json` tells where they differ\n',
    );
  });

  test.each<[string, readonly string[], RegExp]>([
    ['is not on PATH', ['--helm'], /^error: --helm: there is no helm on PATH\n/],
    [
      'is not where it is said to be',
      ['--helm=./bin/helm'],
      /^error: --helm: \.\/bin\/helm is no program that can be run\n/,
    ],
    [
      'may not be run',
      ['--helm=app/Chart.yaml'],
      /^error: --helm: app\/Chart.yaml is no program that can be run\n/,
    ],
    [
      'is something else',
      ['--helm=/bin/echo'],
      /^error: \/bin\/echo is not Helm: it calls its version "version/m,
    ],
  ])('ends the command where helm %s', (_, args, message) => {
    for (const command of ['scan', 'audit']) {
      const { code, stdout, stderr } = pullthrough([command, ...args], repository(files), {
        PATH: '/nowhere',
      });
      expect(stderr).toMatch(message);
      expect(stdout).toBe('');
      expect(code).toBe(2);
    }
  });
});

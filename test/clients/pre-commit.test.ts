import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository } from '../support/cli.ts';
import { need, output, preCommit, type Run, run } from './programs.ts';

const deployment = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`;
const kustomization = 'resources:\n  - web.yaml\n';
const settings =
  'registry: team.azurecr.io\nrules:\n  - { name: quay-all, source: quay.io/*, target: quay/* }\n';

const commit = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--all'];

let clone: string;
let home: string;
const projects: string[] = [];

/** This project as it stands in the working directory, as a repository that pre-commit can clone. */
function cloneOfThis(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pullthrough-clone-'));
  const files = output('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], resolve('.'));
  const deleted = new Set(output('git', ['ls-files', '-z', '--deleted'], resolve('.')).split('\0'));
  for (const file of files.split('\0').filter((name) => name !== '' && !deleted.has(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  output('git', ['init', '--quiet'], folder);
  output('git', ['add', '--all'], folder);
  output('git', [...commit, '--message', 'as it stands'], folder);
  return folder;
}

beforeAll(() => {
  clone = cloneOfThis();
  home = mkdtempSync(join(tmpdir(), 'pullthrough-pre-commit-'));
});
afterAll(() => {
  for (const folder of [clone, home, ...projects]) rmSync(folder, { recursive: true, force: true });
});

/** A repository that runs one hook of ours. */
function project(hook: string, files: Readonly<Record<string, string>>): string {
  const rev = output('git', ['rev-parse', 'HEAD'], clone).trim();
  const config = `repos:\n  - repo: ${clone}\n    rev: ${rev}\n    hooks:\n      - id: ${hook}\n`;
  const root = repository({ ...files, 'pullthrough.yaml': settings, '.pre-commit-config.yaml': config });
  projects.push(root);
  output('git', ['add', '--all'], root);
  return root;
}

function runHooks(program: string, root: string): Run {
  return run(program, ['run', '--all-files', '--color', 'never'], root, { PRE_COMMIT_HOME: home });
}

describe('pre-commit, with this repository as the place of the hooks', () => {
  it('pullthrough-audit fails with the findings, and passes after the fix', (context) => {
    const program = need(preCommit, context);
    const root = project('pullthrough-audit', { 'web.yaml': deployment('quay.io/team/web:1') });
    const failing = runHooks(program, root);
    expect(failing.code, failing.stdout + failing.stderr).toBe(1);
    for (const part of ['PT002', 'web.yaml', '8:14', 'team.azurecr.io/quay/team/web:1']) {
      expect(failing.stdout).toContain(part);
    }

    writeFileSync(join(root, 'web.yaml'), deployment('team.azurecr.io/quay/team/web:1'));
    const passing = runHooks(program, root);
    expect(passing.code, passing.stdout).toBe(0);
    expect(passing.stdout).toMatch(/pullthrough audit\.+Passed/);
  });

  it('pullthrough-kustomize fails until the entries are written', (context) => {
    const program = need(preCommit, context);
    const files = { 'web.yaml': deployment('quay.io/team/web:1'), 'kustomization.yaml': kustomization };
    const root = project('pullthrough-kustomize', files);
    const failing = runHooks(program, root);
    expect(failing.code, failing.stdout + failing.stderr).toBe(1);
    expect(failing.stdout).toContain('kustomization.yaml: does not send all of its images through the cache');
    expect(readFileSync(join(root, 'kustomization.yaml'), 'utf8')).toBe(kustomization);

    const images = 'images:\n  - name: quay.io/team/web\n    newName: team.azurecr.io/quay/team/web\n';
    writeFileSync(join(root, 'kustomization.yaml'), kustomization + images);
    const passing = runHooks(program, root);
    expect(passing.code, passing.stdout).toBe(0);
    expect(passing.stdout).toMatch(/pullthrough kustomize --check\.+Passed/);
  });
});

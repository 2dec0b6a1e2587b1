import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scan } from '../../../src/scan/index.ts';
import { treeReader } from '../../../src/scan/neighbours.ts';
import { imageName } from '../../../src/sources/image-name.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

const charts = { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] };

async function images(starts: readonly string[] = []): Promise<readonly string[]> {
  const scanned = await scan({
    root,
    maxBytes: 10_000,
    buildArgs: {},
    charts,
    ...(starts.length === 0
      ? {}
      : { starts: starts.map((path) => ({ absolute: join(root, path), named: true })) }),
  });
  if (!scanned.ok) throw new Error(scanned.error);
  const { uses, unresolved } = scanned.value.report;
  return [
    ...uses.map((use) => `${use.file}:${use.line} ${imageName(use)}`),
    ...unresolved.map(({ file, line, reason }) => `${file}:${line} ${reason}`),
  ];
}

const docker = 'resource "docker_image" "web" {\n  name = "nginx:${var.tag}"\n}\n';
const tag = (value: string): string => `variable "tag" {\n  default = "${value}"\n}\n`;

test('variables stand in the other files of the directory, and only of that', async () => {
  write({
    'a/main.tf': docker,
    'a/variables.tf': tag('1.1'),
    'b/main.tf': docker,
    'b/variables.tf': tag('2.2'),
  });
  expect(await images()).toEqual([
    'a/main.tf:2 docker.io/library/nginx:1.1',
    'b/main.tf:2 docker.io/library/nginx:2.2',
  ]);
});

test('directories between the files of a directory change nothing', async () => {
  write({ 'main.tf': docker, 'modules/m/main.tf': docker, 'z.tf': tag('3') });
  expect(await images()).toEqual([
    'main.tf:2 docker.io/library/nginx:3',
    'modules/m/main.tf:2 variable tag is not declared in this directory',
  ]);
});

test('a file that is named alone has the others beside it', async () => {
  write({
    'main.tf': docker,
    'variables.tf': tag('4'),
    'terraform.tfvars': 'tag = "5"\n',
    'prod.tfvars': 'tag = "6"\n',
  });
  expect(await images(['main.tf'])).toEqual(['main.tf:2 docker.io/library/nginx:5']);
});

test('what takes the place of a definition stands in override files', async () => {
  write({ 'main.tf': docker, 'a_override.tf': tag('8'), 'variables.tf': tag('7') });
  expect(await images()).toEqual(['main.tf:2 docker.io/library/nginx:8']);
});

test('what is wrong in a file is said of that file alone', async () => {
  write({ 'main.tf': docker, 'variables.tf': `${tag('9')}\nresource "docker_image" {\n  name = \n}\n` });
  expect(await images()).toEqual(['main.tf:2 docker.io/library/nginx:9']);
});

test('a file of the tree is read by its path from the root, and nothing outside of it', () => {
  write({ 'tree/a/common.yaml': 'image: nginx\n', 'outside.yaml': 'image: redis\n' });
  const fileAt = treeReader(join(root, 'tree'), { maxBytes: 100 });
  expect(fileAt('a/./b/../common.yaml')?.path).toBe('a/common.yaml');
  expect(fileAt('a/common.yaml')?.text).toBe('image: nginx\n');
  const none = ['a/none.yaml', '../outside.yaml', 'a/../../outside.yaml', join(root, 'outside.yaml'), 'a'];
  expect(none.map((path) => fileAt(path))).toEqual(none.map(() => undefined));
});

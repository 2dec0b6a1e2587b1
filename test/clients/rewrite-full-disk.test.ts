import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullthrough } from '../support/cli.ts';
import { allowOrSkip } from './programs.ts';
import { smallDisk } from './small-disk.ts';

const pod = (name: string, image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: web, image: ${image} }] }\n`;

test('on a full disk rewrite leaves every file as it is, says so, and does its work once there is room', async (context) => {
  const disk = await smallDisk(256);
  allowOrSkip(disk !== undefined, 'mounting a tmpfs needs root and the right to mount', context);
  if (disk === undefined) return;
  const files = { 'a.yaml': pod('a', 'nginx:1'), 'b.yaml': pod('b', 'docker.io/library/redis:7') };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(disk, file), text);
  const textsNow = (): unknown =>
    Object.fromEntries(Object.keys(files).map((file) => [file, readFileSync(join(disk, file), 'utf8')]));
  const rewrite = (...paths: readonly string[]): ReturnType<typeof pullthrough> =>
    pullthrough(['rewrite', '--registry', 'team.azurecr.io', '--no-config', '--write', '-q', ...paths], disk);
  expect(() => writeFileSync(join(disk, 'others'), Buffer.alloc(1_048_576))).toThrow('ENOSPC');

  const edit = rewrite('a.yaml');
  expect([edit.code, edit.stderr]).toEqual([2, expect.stringMatching(/a\.yaml: .*no space left/)]);
  const note = rewrite('b.yaml');
  expect([note.code, note.stderr]).toEqual([2, expect.stringMatching(/spellings\.json: no space left/)]);
  expect(textsNow()).toEqual(files);
  expect(readdirSync(disk).sort()).toEqual(['a.yaml', 'b.yaml', 'others']);

  rmSync(join(disk, 'others'));
  expect(rewrite().code).toBe(0);
  expect(textsNow()).toEqual({
    'a.yaml': pod('a', 'team.azurecr.io/docker-hub/library/nginx:1'),
    'b.yaml': pod('b', 'team.azurecr.io/docker-hub/library/redis:7'),
  });
});

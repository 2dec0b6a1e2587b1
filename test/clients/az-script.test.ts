import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pullthrough, sampleRepository } from '../support/cli.ts';
import { need, type Program, run, shellcheck } from './programs.ts';

const onPath = (name: string): Program => {
  const found = run('sh', ['-c', `command -v ${name}`], '.').code === 0;
  return { name, path: found ? name : undefined, bring: 'install it from the packages of your system' };
};

let shop: string;
beforeAll(() => {
  shop = sampleRepository();
  const { code, stdout, stderr } = pullthrough(['rules'], shop);
  if (code !== 0) throw new Error(stderr);
  writeFileSync(join(shop, 'rules.sh'), stdout);
});
afterAll(() => rmSync(shop, { recursive: true, force: true }));

it('bash reads the script that `rules` prints', (context) => {
  const bash = need(onPath('bash'), context);
  expect(run(bash, ['-n', 'rules.sh'], shop)).toEqual({ code: 0, stdout: '', stderr: '' });
});

it('shellcheck finds nothing in it', (context) => {
  expect(run(need(shellcheck, context), ['--severity=style', 'rules.sh'], shop)).toEqual({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

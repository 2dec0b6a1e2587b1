import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { serve, until } from '../support/serve-cli.ts';
import { hubConfiguration, startHub } from '../support/shop-upstream.ts';
import { need, type Run, skopeo } from './programs.ts';
import { runAside } from './run-aside.ts';

test('skopeo trusts the server after the line that the server printed, and not before', async (context) => {
  const program = need(skopeo, context);
  const home = mkdtempSync(join(tmpdir(), 'pullthrough-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const hub = await startHub();
  const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
  const served = await serve(['--tls', '--upstream', `docker.io=${hub.url}`], { cwd });
  await until(served, () => served.output.stderr.includes('Python, az'));
  const env = { HOME: home };
  const inspect = (): Promise<Run> => {
    const image = `docker://${new URL(served.url).host}/hub/library/tool:latest`;
    return runAside(program, ['inspect', '--raw', image], cwd, env);
  };
  expect((await inspect()).stderr).toMatch(/certificate signed by unknown authority/);
  const line = /^ {2}podman, skopeo +(.+)$/m.exec(served.output.stderr)?.[1] ?? '';
  expect((await runAside('sh', ['-c', line], cwd, env)).code).toBe(0);
  const { code, stdout } = await inspect();
  expect(code).toBe(0);
  expect(stdout).toBe(hub.repositories['library/tool']?.tags.latest?.bytes.toString());
});

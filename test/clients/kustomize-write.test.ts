import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullthrough, sampleRepository } from '../support/cli.ts';
import { builders, need, output } from './programs.ts';
import { directPulls, expectedBuild, inCustomResources, overlays, throughCache } from './shop.ts';

let before: string;
let written: string;

beforeAll(() => {
  before = sampleRepository();
  written = sampleRepository();
  const { code, stderr } = pullthrough(['kustomize', '--write'], written);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => {
  for (const folder of [before, written]) rmSync(folder, { recursive: true, force: true });
});

describe.each(builders)('$name', (builder) => {
  it.for(overlays)(
    'builds %s with the images sent through the cache, and no other difference',
    (overlay, context) => {
      const program = need(builder, context);
      const build = (root: string): string =>
        output(program, [...builder.command, join(root, overlay)], root);
      const old = build(before);
      const now = build(written);
      expect(now).toBe(expectedBuild(old, { ...throughCache, ...inCustomResources }));
      expect(directPulls(old).length).toBeGreaterThan(10);
      expect(directPulls(now)).toEqual([]);
    },
  );
});

it('git shows added entries, one added name and what has a configuration file used, in the two overlays alone', () => {
  const diff = output('git', ['diff', '--unified=0', '--no-color'], written);
  const files = [...diff.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path);
  expect(files).toEqual(overlays.map((overlay) => `${overlay}/kustomization.yaml`));
  const lines = diff.split('\n').filter((line) => /^[+-](?!\+\+ |-- )/.test(line));
  expect(lines.length).toBeGreaterThan(30);
  for (const line of lines)
    expect(line).toMatch(
      /^\+(?: *(?:- name: \S+|newName: shopimages\.azurecr\.io\/\S+|configurations:|- pullthrough-images\.yaml))?$/,
    );
  const status = output('git', ['status', '--porcelain', '--untracked-files=all'], written);
  expect([...status.matchAll(/^\?\? (.*)$/gm)].map(([, path]) => path)).toEqual(
    overlays.map((overlay) => `${overlay}/pullthrough-images.yaml`),
  );
});

it('then --check is content and a second --write changes nothing', () => {
  const first = output('git', ['diff'], written);
  expect(pullthrough(['kustomize', '--check'], before).code).toBe(1);
  expect(pullthrough(['kustomize', '--check'], written)).toMatchObject({ code: 0, stdout: '' });
  expect(pullthrough(['kustomize', '--write'], written).code).toBe(0);
  expect(output('git', ['diff'], written)).toBe(first);
});

import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pullthrough, sampleRepository } from '../support/cli.ts';
import { type Builder, builders, need, output, type Run, run } from './programs.ts';
import { directPulls, expectedBuild, inCustomResources, overlays, throughCache } from './shop.ts';

const imageCache = (spec: string): string =>
  `apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata:\n  name: images\nspec:\n${spec}`;

let home: string;
let shop: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'pullthrough-plugins-'));
  const plugin = join(home, 'pullthrough.dev/v1/imagecache/ImageCache');
  mkdirSync(dirname(plugin), { recursive: true });
  cpSync('dist/plugins/kustomize/ImageCache', plugin);

  // With the rules that `rules` proposes, as they are once its script was run.
  shop = sampleRepository();
  const { stdout } = pullthrough(['rules', '--output', 'json'], shop);
  writeFileSync(join(shop, 'azure/new-rules.json'), stdout);
  const cacheRules = ['azure/cache-rules.json', 'azure/new-rules.json'].map((file) => JSON.stringify(file));
  writeFileSync(
    join(shop, 'rules.yaml'),
    `registry: shopimages.azurecr.io\nrulesFile: [${cacheRules}]\nown: ["*.corp.example:5000"]\n`,
  );
});
afterAll(() => {
  for (const folder of [home, shop]) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the overlay, beside it, that lists an ImageCache. */
function withPlugin(overlay: string, name: string, spec: string): string {
  const copy = `${overlay}-${name}`;
  cpSync(join(shop, overlay), join(shop, copy), { recursive: true });
  appendFileSync(join(shop, copy, 'kustomization.yaml'), 'transformers:\n  - image-cache.yaml\n');
  writeFileSync(join(shop, copy, 'image-cache.yaml'), imageCache(spec));
  return copy;
}

function build(builder: Builder, program: string, overlay: string): Run {
  const args = [...builder.command, '--enable-alpha-plugins', overlay];
  // kustomize leaves the file with the plugin's configuration behind when a build fails.
  return run(program, args, shop, { KUSTOMIZE_PLUGIN_HOME: home, TMPDIR: home });
}

describe.each(builders)('$name', (builder) => {
  it.for(overlays)(
    'sends the images of workloads and custom resources in %s through the cache',
    (overlay, context) => {
      const program = need(builder, context);
      const before = output(program, [...builder.command, overlay], shop);
      const copy = withPlugin(overlay, 'config', '  config: ../../../rules.yaml\n');
      const { code, stdout, stderr } = build(builder, program, copy);
      expect(code, stderr).toBe(0);
      expect(stdout).toBe(expectedBuild(before, { ...throughCache, ...inCustomResources }));
      expect(directPulls(stdout)).toEqual([]);
    },
  );

  it('takes its rules from the object itself, too', (context) => {
    const program = need(builder, context);
    const spec =
      '  registry: shopimages.azurecr.io\n  rules:\n    - { name: quay-all, source: quay.io/*, target: quay/* }\n';
    const copy = withPlugin(overlays[1], 'inline', spec);
    const { code, stdout } = build(builder, program, copy);
    expect(code).toBe(0);
    expect(stdout).toContain('image: shopimages.azurecr.io/quay/thanos/thanos:v0.36.1\n');
    expect(stdout).toContain('image: nginx:1.27\n');
  });

  it.for([
    {
      name: 'a mistyped key',
      spec: '  conifg: ../../../rules.yaml\n',
      message: 'unknown key conifg in spec. Did you mean config?',
    },
    {
      name: 'a configuration that is missing',
      spec: '  config: none.yaml\n',
      message: 'spec.config cannot be read: ENOENT',
    },
    {
      name: 'an error in the configuration',
      spec: '  config: broken.yaml\n',
      message: 'broken.yaml:1:1: unknown key regsitry. Did you mean registry?',
    },
  ])('fails the build and prints no manifests for $name', ({ name, spec, message }, context) => {
    const program = need(builder, context);
    const copy = withPlugin(overlays[0], name.replaceAll(' ', '-'), spec);
    writeFileSync(join(shop, copy, 'broken.yaml'), 'regsitry: shopimages.azurecr.io\n');
    const { code, stdout, stderr } = build(builder, program, copy);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(`pullthrough ImageCache: ${message}`);
  });

  it('does nothing of this unless plugins are enabled: the build fails', (context) => {
    const program = need(builder, context);
    const copy = withPlugin(overlays[0], 'no-flag', '  config: ../../../rules.yaml\n');
    const args = [...builder.command, copy];
    const { code, stdout, stderr } = run(program, args, shop, { KUSTOMIZE_PLUGIN_HOME: home });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('external plugins disabled');
  });
});

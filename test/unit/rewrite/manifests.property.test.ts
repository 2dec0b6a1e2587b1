import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseYaml, walkTree } from '../../../src/formats/yaml/index.ts';
import { formatReference } from '../../../src/image/index.ts';
import { rewriteManifests } from '../../../src/rewrite/manifests.ts';
import { sourceText } from '../../../src/text/index.ts';
import { yamlText } from '../../property/yaml-arbitraries.ts';
import { decide } from './support.ts';

/** An image in a manifest, and what is expected in its place. */
interface Trial {
  readonly name: string;
  readonly version: string;
  readonly cached: string;
}

const names: fc.Arbitrary<Pick<Trial, 'name' | 'cached'>> = fc.constantFrom(
  { name: 'nginx', cached: 'team.azurecr.io/hub/nginx' },
  { name: 'docker.io/library/nginx', cached: 'team.azurecr.io/hub/nginx' },
  { name: 'index.docker.io/busybox', cached: 'team.azurecr.io/hub/busybox' },
  { name: 'quay.io/a/b_c', cached: 'team.azurecr.io/quay/a/b_c' },
  { name: 'ghcr.io/x/y/z', cached: 'team.azurecr.io/ghcr/x/y/z' },
  { name: 'bitnami/redis', cached: 'bitnami/redis' },
  { name: 'team.azurecr.io/own', cached: 'team.azurecr.io/own' },
  { name: 'registry.example:5000/a', cached: 'registry.example:5000/a' },
);
const versions = fc.constantFrom(
  '',
  ':1',
  ':1.27-alpine',
  `@sha256:${'0'.repeat(64)}`,
  `:1@sha256:${'a'.repeat(64)}`,
  ':${TAG}',
  ':1@$(DIGEST)',
);
const trial: fc.Arbitrary<Trial> = fc.tuple(names, versions).map(([name, version]) => ({ ...name, version }));

/** A scalar in each style that can be spliced, at 6 columns. */
const style: fc.Arbitrary<(value: string) => string> = fc.constantFrom(
  (value) => value,
  (value) => `'${value}'`,
  (value) => `"${value}"`,
  (value) => `!!str ${value}`,
  (value) => `${value} # pinned: ${value}`,
  (value) => `>-\n        ${value}`,
  (value) => `|-\n        ${value}`,
  (value) => `&image ${value}`,
);

/** A manifest as a function of the text of its image. */
const manifest: fc.Arbitrary<(image: string) => string> = fc.constantFrom(
  (image) =>
    `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: ${image}\n      args: ["image: nginx", nginx]\n`,
  (image) => `apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n  - image:\n      reference: ${image}\n`,
  (image) =>
    `apiVersion: batch/v1\nkind: CronJob\nspec:\n jobTemplate:\n  spec:\n   template:\n    spec:\n     initContainers:\n     - image: ${image}\n`,
  (image) => `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n  image: ${image}\n`,
  (image) => `# image: nginx\napiVersion: v1\nkind: ConfigMap\ndata:\n  greeting: ${image}\n`,
);

const document = fc.record({ trial, style, manifest });

it('every covered image names the cache, and no other character changes, in any style', () => {
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), fc.boolean(), (documents, crlf) => {
      const write = (wanted: (trial: Trial, text: string) => string): string => {
        const text = documents
          .map(({ trial: t, style: styled, manifest: of }) => {
            const before = of(styled(`${t.name}${t.version}`));
            return wanted(t, before);
          })
          .join('---\n');
        return crlf ? text.replaceAll('\n', '\r\n') : text;
      };
      const before = write((_, text) => text);
      const expected = documents
        .map(({ trial: t, style: styled, manifest: of }) => {
          const value = `${t.name}${t.version}`;
          const held = of(value).includes('kind: ConfigMap') ? value : `${t.cached}${t.version}`;
          return of(styled(value).replace(value, held));
        })
        .join('---\n');
      const result = rewriteManifests(sourceText('stream.yaml', before), decide);
      // The argument of the first manifest may be an image, and is left because it may be none.
      const left = result.ok ? result.value.left.filter(({ code }) => code !== 'uncertain') : result.error;
      expect(left).toEqual([]);
      if (result.ok) expect(result.value.text).toBe(crlf ? expected.replaceAll('\n', '\r\n') : expected);
    }),
  );
});

it('rewriting twice is rewriting once', () => {
  fc.assert(
    fc.property(document, ({ trial: t, style: styled, manifest: of }) => {
      const once = rewriteManifests(sourceText('a.yaml', of(styled(`${t.name}${t.version}`))), decide);
      if (!once.ok) throw new Error(once.error.reason);
      const twice = rewriteManifests(sourceText('a.yaml', once.value.text), decide);
      expect(twice).toMatchObject({ ok: true, value: { text: once.value.text, rewritten: [] } });
    }),
  );
});

/** All scalars of a text in their order, as a reader sees them. */
function scalars(text: string): readonly string[] {
  const found: string[] = [];
  for (const { root } of parseYaml(sourceText('a.yaml', text)).documents) {
    if (root === undefined) continue;
    walkTree(root, ({ node }) => {
      if (node.kind === 'scalar') found.push(node.value);
      return undefined;
    });
  }
  return found;
}

it('in any YAML only the images differ that are said to be rewritten, and each is what it is said to be', () => {
  const image = fc.oneof(
    { arbitrary: fc.tuple(trial, style).map(([t, styled]) => styled(`${t.name}${t.version}`)), weight: 3 },
    fc.constantFrom('&x nginx:1', '*x', '"quay.io/a/b\\x3a1"', "''", 'nginx:${TAG}'),
  );
  const extra = yamlText.map((text) =>
    text.replaceAll(/^(?:---|\.\.\.).*$/gm, '').replaceAll(/^(?=.)/gm, '        '),
  );
  const item = fc.tuple(image, extra).map(([value, more]) => `    - image: ${value}\n      more:\n${more}\n`);
  const wrapped = fc
    .array(item, { minLength: 1, maxLength: 3 })
    .map(
      (items) =>
        `apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n    - image: &x nginx:1\n  containers:\n${items.join('')}`,
    );
  fc.assert(
    fc.property(wrapped, (text) => {
      const result = rewriteManifests(sourceText('a.yaml', text), decide);
      if (!result.ok) {
        expect(result.error.code).toBe('unreadable');
        return;
      }
      const before = scalars(text);
      const after = scalars(result.value.text);
      expect(after).toHaveLength(before.length);
      const changed = after.filter((value, index) => value !== before[index]);
      const said = new Set(
        result.value.rewritten.map(({ use, cached }) => formatReference(cached) + (use.openTag ?? '')),
      );
      for (const value of changed) expect(said).toContain(value);
      expect(changed).toHaveLength(result.value.rewritten.length);
    }),
    { numRuns: 300 },
  );
});

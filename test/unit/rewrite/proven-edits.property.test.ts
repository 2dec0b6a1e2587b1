import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ProvenEdits, rewriteManifests } from '../../../src/rewrite/manifests.ts';
import { sourceText } from '../../../src/text/index.ts';
import { decide } from './support.ts';

const image = fc.constantFrom(
  'nginx:1',
  'docker.io/library/nginx:1',
  'quay.io/a/b',
  `ghcr.io/x/y@sha256:${'0'.repeat(64)}`,
  'registry.example:5000/a:1',
  'Nginx',
);

const style: fc.Arbitrary<(value: string) => string> = fc.oneof(
  { arbitrary: fc.constant((value: string) => value), weight: 20 },
  fc.constantFrom<(value: string) => string>(
    (value) => `"${value}"`,
    (value) => `&x ${value}`,
    (value) => `${value} # why`,
    (value) => `>-\n        ${value}`,
  ),
);

/** An object as a function of two texts in the place of images. */
const pod = (one: string, other: string): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    image: ${one}\n  - image: ${other}\n`;

const odd = fc.constantFrom<typeof pod>(
  (one, other) =>
    `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      initContainers:\n      - image: ${one}\n        args: [--image=nginx:1]\n        env:\n        - name: IMAGE\n          value: ${other}\n`,
  (one, other) =>
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n    - image: ${one}\n- apiVersion: x.example/v1\n  kind: Thing\n  spec:\n    containers:\n    - image: ${other}\n`,
  (one, other) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  annotations:\n    note: ${one}\nspec:\n  containers:\n  - image: ${other}\n    more: *x\n`,
  (one) =>
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  pod: |\n    apiVersion: v1\n    kind: Pod\n    spec:\n      containers:\n      - image: nginx:1\n  other: ${one}\n`,
  (one, other) =>
    `apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n  image: ${one}\n  containers:\n  - {image: ${other}}\n`,
);

const object = fc.oneof({ arbitrary: fc.constant(pod), weight: 2 }, odd);

const group = fc
  .array(fc.tuple(object, image, style, image, style), { minLength: 1, maxLength: 2 })
  .map((all) =>
    all.map(([of, one, oneStyle, other, otherStyle]) => of(oneStyle(one), otherStyle(other))).join('---\n'),
  );

it('what other texts have proven changes nothing of what is rewritten, in any company', () => {
  let skipped = 0;
  fc.assert(
    fc.property(fc.array(group, { minLength: 2, maxLength: 6 }), (texts) => {
      const proven: ProvenEdits = new Map();
      for (const text of texts) {
        const source = sourceText('stream.yaml', text);
        let asked = 0;
        const counted: typeof decide = (reference) => {
          asked++;
          return decide(reference);
        };
        const remembering = rewriteManifests(source, counted, { proven });
        if (remembering.ok && remembering.value.rewritten.length > asked) skipped++;
        expect(remembering).toEqual(rewriteManifests(source, decide));
      }
    }),
    { numRuns: 100 },
  );
  expect(skipped).toBeGreaterThan(20);
});

it('a text in which one edit is not proven yet is read again as a whole', () => {
  const proven: ProvenEdits = new Map();
  const rewritten = (text: string): unknown => {
    const result = rewriteManifests(sourceText('stream.yaml', text), decide, { proven });
    return result.ok && result.value.text;
  };
  expect(rewritten(pod('quay.io/a:1', 'quay.io/a:1'))).toBe(
    pod('team.azurecr.io/quay/a:1', 'team.azurecr.io/quay/a:1'),
  );
  expect([...proven.keys()]).toEqual(['quay.io/a:1']);
  expect(rewritten(pod('quay.io/a:1', 'quay.io/b:1'))).toBe(
    pod('team.azurecr.io/quay/a:1', 'team.azurecr.io/quay/b:1'),
  );
  expect([...proven.keys()]).toEqual(['quay.io/a:1', 'quay.io/b:1']);
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyImages,
  type ImageEntry,
  type PlacedImage,
  passingImages,
  splitImage,
} from '../../../src/kustomize/index.ts';
import { cachedName } from '../../../src/rewrite/kustomize/flows.ts';
import { planRoots } from '../../../src/rewrite/kustomize/plan-roots.ts';
import { planKustomizeImages } from '../../../src/rewrite/kustomize-images.ts';
import { graphOf } from '../kustomize/support.ts';
import { decide, image } from './support.ts';

type Files = Readonly<Record<string, string>>;

const name = fc.constantFrom(
  'nginx',
  'docker.io/nginx',
  'library/nginx',
  'quay.io/a',
  'ghcr.io/x',
  'acme/app',
);
const entry: fc.Arbitrary<ImageEntry> = fc.record(
  {
    name: fc.oneof(name, fc.constantFrom('(docker.io/)?(library/)?nginx', 'quay\\.io/a', '.*/nginx')),
    newName: fc.oneof(name, fc.constant('team.azurecr.io/own')),
    newTag: fc.constantFrom('1', '2.0'),
  },
  { requiredKeys: ['name'] },
);

/** Three directories that may include those before them, as resources or as components, in any style of writing. */
const kustomization = fc.record({
  includes: fc.array(fc.constantFrom('resources', 'components', undefined), { minLength: 2, maxLength: 2 }),
  component: fc.boolean(),
  entries: fc.array(entry, { maxLength: 2 }),
  flow: fc.boolean(),
  crlf: fc.boolean(),
  comment: fc.constantFrom('', '  # why'),
  anchor: fc.boolean(),
});

type Written = typeof kustomization extends fc.Arbitrary<infer T> ? T : never;

function write(all: readonly Written[], index: number): string {
  const { includes, entries, flow, crlf, comment, anchor } = all[index] as Written;
  const isComponent = (other: number): boolean => all[other]?.component === true;
  const links = includes
    .slice(0, index)
    .flatMap((kind, other) =>
      kind === undefined ? [] : [{ list: isComponent(other) ? 'components' : 'resources', other }],
    );
  const listed = (list: string): readonly string[] =>
    links.flatMap((link) => (link.list === list ? [`- ../d${link.other}`] : []));
  const quoted = entries.map((one) => JSON.stringify(one));
  const images = flow
    ? [`images: [${quoted.join(', ')}]${comment}`]
    : ['images:', ...quoted.map((one) => `- ${one}${comment}`)];
  const lines = [
    `kind: ${isComponent(index) ? 'Component' : 'Kustomization'}`,
    `commonLabels: ${anchor ? '&labels ' : ''}{a: b}${comment}`,
    'resources:',
    ...listed('resources'),
    `- web.yaml${comment}`,
    ...(listed('components').length === 0 ? [] : ['components:', ...listed('components')]),
    ...(entries.length === 0 ? [] : images),
    ...(anchor ? ['commonAnnotations: *labels'] : []),
    '',
  ];
  return lines.join(crlf ? '\r\n' : '\n');
}

function treeOf(all: readonly Written[]): Files {
  return Object.fromEntries(all.map((_, index) => [`d${index}/kustomization.yaml`, write(all, index)]));
}

/** What each directory builds of each image: sorted, so that two trees can be compared. */
function builds(files: Files, images: readonly PlacedImage[]): readonly (readonly [string, string])[] {
  const graph = graphOf(files);
  return images.flatMap((one) =>
    passingImages(graph, one).images.map(
      ({ root, after }) => [`${root.directory} ${one.file} ${one.value}`, after] as const,
    ),
  );
}

function planned(files: Files, images: readonly PlacedImage[], directories: readonly string[]): Files {
  const graph = graphOf(files);
  const roots = [...graph.byDirectory.values()].filter(({ directory }) => directories.includes(directory));
  const plans = planRoots({ graph, roots, images, decide }, planKustomizeImages);
  const texts = plans.flatMap(({ root, plan }) =>
    plan.ok ? [[root.source.path, plan.value.text] as const] : [],
  );
  return { ...files, ...Object.fromEntries(texts) };
}

const trees = fc.array(kustomization, { minLength: 3, maxLength: 3 });
const values = fc.array(fc.tuple(name, fc.constantFrom('', ':1', ':2'), fc.constantFrom(0, 1, 2)), {
  minLength: 1,
  maxLength: 4,
});
const chosen = fc.subarray(['d0', 'd1', 'd2'], { minLength: 1 });

describe('entries in any of several kustomizations', () => {
  it('nobody builds anything else than before, or the same through the cache; lines are only added; a second run is empty', () => {
    let redirected = 0;
    fc.assert(
      fc.property(trees, values, chosen, (all, named, directories) => {
        const files = treeOf(all);
        const images = named.map(([text, tag, at]) => image(text + tag, `d${at}/web.yaml`));
        const after = planned(files, images, directories);
        const cached = (value: string): string => {
          const newName = cachedName(value, decide);
          return newName === undefined ? value : newName + value.slice(splitImage(value).name.length);
        };
        const outcomes = (tree: Files): ReadonlyMap<string, ReadonlySet<string>> => {
          const found = new Map<string, Set<string>>();
          for (const [key, value] of builds(tree, images))
            found.set(key, (found.get(key) ?? new Set<string>()).add(value));
          return found;
        };
        const now = outcomes(after);
        for (const [key, before] of outcomes(files)) {
          const allowed = new Set([...before].flatMap((value) => [value, cached(value)]));
          for (const value of now.get(key) ?? []) {
            expect(allowed).toContain(value);
            if (!before.has(value)) redirected++;
          }
        }
        for (const [path, text] of Object.entries(after)) {
          const lines = files[path]?.split('\n') ?? [];
          const kept = text.split('\n').filter((line) => lines.includes(line));
          // A flow list grows within its line.
          expect(
            lines.filter(
              (line) => !kept.includes(line) && !line.startsWith('images: [') && !/^- \{/.test(line),
            ),
          ).toEqual([]);
        }
        expect(planned(after, images, directories)).toEqual(after);
      }),
      { numRuns: 150 },
    );
    expect(redirected).toBeGreaterThan(50);
  });

  it('a pattern for the spellings of an image is never too wide', () => {
    const pattern = '((index\\.)?docker\\.io/)?(library/)?nginx';
    fc.assert(
      fc.property(fc.stringMatching(/^(?:index\.|docker|\.io|\/|library|nginx|x|:1){1,7}$/), (text) => {
        const renamed = applyImages([{ name: pattern, newName: 'team.azurecr.io/hub/nginx' }], text);
        if (renamed !== text) expect(cachedName(text, decide)).toBe('team.azurecr.io/hub/nginx');
      }),
      { numRuns: 300 },
    );
  });
});

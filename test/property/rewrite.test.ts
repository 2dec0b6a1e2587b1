import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Files, imagesIn, spellings, toCache, undo } from '../support/rewrite-tree.ts';

const names = fc.constantFrom(
  'nginx',
  'docker.io/nginx',
  'docker.io/library/nginx',
  'index.docker.io/library/busybox',
  'grafana/grafana',
  'docker.io/grafana/grafana',
  'quay.io/a/b_c',
  'ghcr.io/x/y/z',
  'GHCR.io/x/y',
  'registry.k8s.io/pause',
  'registry.example:5000/a',
  'team.azurecr.io/own',
);
const versions = fc.constantFrom(
  '',
  ':1',
  ':1.27-alpine',
  `@sha256:${'0'.repeat(64)}`,
  `:1@sha256:${'a'.repeat(64)}`,
);
const image = fc.tuple(names, versions).map(([name, version]) => name + version);

/** A scalar in each style, at 6 columns. */
const style = fc.constantFrom(
  (value: string) => value,
  (value: string) => `'${value}'`,
  (value: string) => `"${value}"`,
  (value: string) => `"${value.replaceAll('/', '\\/')}"`,
  (value: string) => `"${value.replace('.', '\\x2e')}"`,
  (value: string) => `!!str ${value} # ${value}`,
  (value: string) => `>-\n        ${value}`,
  (value: string) => `|\n        ${value}`,
);

const manifest = fc
  .tuple(image, style, fc.boolean())
  .map(([value, styled, flow]) =>
    flow
      ? `apiVersion: v1\nkind: Pod\nspec: { containers: [ { name: nginx, image: "${value}", args: [nginx] } ] }\n`
      : `apiVersion: v1\nkind: Pod # ${value}\nmetadata: { name: nginx, labels: { app: nginx } }\nspec:\n  containers:\n    - name: nginx\n      image: ${styled(value)}\n`,
  );
const map = image.map(
  (value) =>
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: '{"image": "${value}", "other": "nginx"}'\n  b: |\n    image: ${value}\n    command: nginx\n`,
);
const anchored = image.map(
  (value) =>
    `apiVersion: v1\nkind: Pod\nspec:\n  initContainers:\n    - image: &i ${value}\n  containers:\n    - image: *i\n`,
);
const yaml = fc
  .tuple(
    fc.array(fc.oneof(manifest, map, anchored), { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([documents, crlf, ended]): Files => {
    const text = documents.join('---\n').slice(0, ended ? undefined : -1);
    return { 'all.yaml': crlf ? text.replaceAll('\n', '\r\n') : text };
  });

const instruction = fc.oneof(
  image.map((value) => `FROM ${value}`),
  image.map((value) => `FROM --platform=linux/amd64 ${value} AS base`),
  image.map((value) => `COPY --from=${value} /nginx /nginx`),
  image.map((value) => `RUN --mount=type=bind,from=${value},target=/x true # ${value}`),
  fc.constantFrom(
    'FROM ${BASE}',
    'FROM ${BASE} AS again',
    'FROM base',
    'FROM ${HUB}/a/b:${TAG}',
    'RUN echo nginx',
    '# FROM nginx',
    'RUN echo $HUB',
  ),
);
const dockerfile = fc
  .tuple(
    image,
    fc.constantFrom('docker.io', 'quay.io', 'own.example'),
    fc.array(instruction, { maxLength: 6 }),
    fc.boolean(),
  )
  .map(([base, hub, lines, quoted]): Files => {
    const value = quoted ? `"${base}"` : base;
    return {
      Dockerfile: [`ARG BASE=${value}`, `ARG HUB=${hub} TAG=1`, `FROM ${base}`, ...lines, ''].join('\n'),
    };
  });

const compose = fc
  .tuple(image, fc.constantFrom('docker.io', 'quay.io'), fc.array(image, { maxLength: 3 }))
  .map(([value, hub, images]): Files => {
    const services = images.map((each, index) => `  s${index}: { image: '${each}' }\n`).join('');
    return {
      'compose.yaml': `x-base: &base\n  image: ${value}\nservices:\n  a: { image: "\${HUB}/team/a:\${TAG:-1}" }\n  b: { <<: *base }\n${services}`,
      '.env': `# nginx\nHUB=${hub}\n`,
    };
  });

const tree = fc.oneof(yaml, dockerfile, compose);

/** What is neither reference nor cached name: everything that edits must leave. */
function around(before: string, after: string): void {
  const lines = before.split('\n');
  const now = after.split('\n');
  expect(now).toHaveLength(lines.length);
  for (const [index, line] of lines.entries()) {
    const other = now[index] as string;
    if (line === other) continue;
    let start = 0;
    while (line[start] === other[start]) start++;
    let end = 0;
    while (end < Math.min(line.length, other.length) - start && line.at(-1 - end) === other.at(-1 - end))
      end++;
    expect(line.slice(start, line.length - end)).toMatch(/^[\w./:\\-]*$/);
    expect(other.slice(start, other.length - end)).toMatch(/^[\w./:\\-]*$/);
  }
}

/** All images but those that are to change, with their places in the order of the files. */
function others(files: Files, changed: ReadonlySet<number>): readonly string[] {
  const { uses, unresolved } = imagesIn(files);
  return [
    ...uses.flatMap(({ path, value, purpose }, index) =>
      changed.has(index) ? [] : [`${path} ${value} ${purpose}`],
    ),
    ...unresolved.map(({ path, value }) => `${path} ${value}`),
  ];
}

it('only characters of references change, all other images stay, and a second time nothing changes', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const result = toCache(files);
      for (const [path, text] of Object.entries(files)) around(text, result.files[path] as string);
      const places = new Set(result.changed.map(({ use }) => `${use.file} ${use.span.start} ${use.path}`));
      const { uses } = imagesIn(files);
      const changed = new Set(
        uses.flatMap((use, index) =>
          places.has(`${use.file} ${use.span.start} ${use.path}`) ? [index] : [],
        ),
      );
      expect(others(result.files, changed)).toEqual(others(files, changed));
      expect(toCache(result.files).edits.size).toBe(0);
    }),
    { numRuns: 100 },
  );
});

it('undoing gives every file back to the letter', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const result = toCache(files);
      expect(undo(result.files, spellings(files, result)).files).toEqual(files);
    }),
    { numRuns: 100 },
  );
});

it('every image that is covered names the cache, or is left with a reason', () => {
  fc.assert(
    fc.property(tree, (files) => {
      const { changed, left } = toCache(files);
      const told = new Set(
        [...changed, ...left].map(({ use }) => `${use.file} ${use.span.start} ${use.path}`),
      );
      for (const use of imagesIn(files).uses) {
        if (use.purpose !== 'pull' && use.purpose !== 'build') continue;
        if (/^(?:docker\.io|quay\.io|ghcr\.io)$/.test(use.reference.registry))
          expect(told).toContain(`${use.file} ${use.span.start} ${use.path}`);
      }
    }),
    { numRuns: 60 },
  );
});

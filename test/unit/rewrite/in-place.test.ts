import { describe, expect, it } from 'vitest';
import { formatReference } from '../../../src/image/index.ts';
import { type Files, rewriteFiles, spellings, toCache, undo } from '../../support/rewrite-tree.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** What is left, as `value: code`. */
const left = (files: Files): readonly string[] =>
  toCache(files).left.map(({ use, code }) => `${use.value}: ${code}`);

describe('every source: its references change, and nothing else', () => {
  const cases: readonly (readonly [name: string, path: string, before: string, after: string])[] = [
    [
      'Dockerfile: stages, copies, mounts and arguments',
      'Dockerfile',
      'ARG TAG=1.25\nARG BASE=quay.io/a/b\nFROM nginx:${TAG} AS web\nFROM ${BASE}:2\nCOPY --from=web /a /a\nCOPY --from=ghcr.io/x/y:1 /b /b\nRUN --mount=from=quay.io/c/d,target=/d true\n',
      'ARG TAG=1.25\nARG BASE=team.azurecr.io/quay/a/b\nFROM team.azurecr.io/hub/nginx:${TAG} AS web\nFROM ${BASE}:2\nCOPY --from=web /a /a\nCOPY --from=team.azurecr.io/ghcr/x/y:1 /b /b\nRUN --mount=from=team.azurecr.io/quay/c/d,target=/d true\n',
    ],
    [
      'Compose: the default of a variable',
      'compose.yaml',
      'services:\n  a: { image: "${REGISTRY:-quay.io}/a/b:${TAG:-1}" }\n  b: { image: nginx }\n',
      'services:\n  a: { image: "${REGISTRY:-team.azurecr.io}/quay/a/b:${TAG:-1}" }\n  b: { image: team.azurecr.io/hub/nginx }\n',
    ],
    [
      'Compose: a tag, or a digest, that only the user knows',
      'compose.yaml',
      'services:\n  a: { image: "quay.io/a/b:${TAG}" }\n  b: { image: "nginx:1@${DIGEST}" }\n  c: { image: "${REGISTRY}/a:${TAG}" }\n',
      'services:\n  a: { image: "team.azurecr.io/quay/a/b:${TAG}" }\n  b: { image: "team.azurecr.io/hub/nginx:1@${DIGEST}" }\n  c: { image: "${REGISTRY}/a:${TAG}" }\n',
    ],
    [
      'Dockerfile: a tag that the build is given',
      'Dockerfile',
      'ARG NODE\nFROM node:${NODE}-alpine\n',
      'ARG NODE\nFROM team.azurecr.io/hub/node:${NODE}-alpine\n',
    ],
    [
      'a variable of Flux in the tag',
      'pod.yaml',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ghcr.io/a/b:${TAG:=v1} # why\n',
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: team.azurecr.io/ghcr/a/b:${TAG:=v1} # why\n',
    ],
    [
      'Terraform: a tag without a default',
      'main.tf',
      'variable "tag" {}\nresource "kubernetes_pod" "p" {\n  spec {\n    container { image = "quay.io/a/b:${var.tag}" }\n  }\n}\n',
      'variable "tag" {}\nresource "kubernetes_pod" "p" {\n  spec {\n    container { image = "team.azurecr.io/quay/a/b:${var.tag}" }\n  }\n}\n',
    ],
    [
      'JSON with escapes',
      'pod.json',
      '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"quay.io\\/a\\/b:1"}]}}',
      '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"image":"team.azurecr.io/quay\\/a\\/b:1"}]}}',
    ],
    [
      'JSON in YAML',
      'map.yaml',
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: '{"image": "quay.io/a/b:1"}'\n`,
      `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: '{"image": "team.azurecr.io/quay/a/b:1"}'\n`,
    ],
    [
      'a block scalar',
      'map.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    # image: quay.io/z/z\n    image: quay.io/a/b:1\n',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    # image: quay.io/z/z\n    image: team.azurecr.io/quay/a/b:1\n',
    ],
    [
      'values for a chart that is elsewhere',
      'values.yaml',
      'image: { registry: quay.io, repository: a/b, tag: "1" }\nsidecar: { image: { repository: nginx, tag: "2" } }\n',
      'image: { registry: team.azurecr.io, repository: quay/a/b, tag: "1" }\nsidecar: { image: { repository: team.azurecr.io/hub/nginx, tag: "2" } }\n',
    ],
    [
      'Terraform: variables and locals',
      'main.tf',
      'variable "registry" { default = "quay.io" }\nlocals { web = "${var.registry}/a/b:1" }\nresource "kubernetes_pod" "p" {\n  spec {\n    container { image = local.web }\n  }\n}\n',
      'variable "registry" { default = "team.azurecr.io" }\nlocals { web = "${var.registry}/quay/a/b:1" }\nresource "kubernetes_pod" "p" {\n  spec {\n    container { image = local.web }\n  }\n}\n',
    ],
    [
      'Bicep',
      'main.bicep',
      "param registry string = 'quay.io'\nresource app 'Microsoft.App/containerApps@2024-03-01' = {\n  properties: { template: { containers: [ { name: 'a', image: '${registry}/a/b:1' } ] } }\n}\n",
      "param registry string = 'team.azurecr.io'\nresource app 'Microsoft.App/containerApps@2024-03-01' = {\n  properties: { template: { containers: [ { name: 'a', image: '${registry}/quay/a/b:1' } ] } }\n}\n",
    ],
    [
      'TOML',
      'builder.toml',
      '[[buildpacks]]\nuri = "docker://docker.io/team/go:4"\n\n[build]\nimage = "ghcr.io/x/build:1"\n',
      '[[buildpacks]]\nuri = "docker://team.azurecr.io/docker/team/go:4"\n\n[build]\nimage = "team.azurecr.io/ghcr/x/build:1"\n',
    ],
    [
      'GitHub Actions: containers, actions and commands',
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: node:20\n    steps:\n      - uses: docker://quay.io/a/b:1\n      - run: docker run --rm ghcr.io/x/y:1 true\n',
      'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    container: team.azurecr.io/hub/node:20\n    steps:\n      - uses: docker://team.azurecr.io/quay/a/b:1\n      - run: docker run --rm team.azurecr.io/ghcr/x/y:1 true\n',
    ],
    [
      'a development container, whose features are named by keys',
      '.devcontainer/devcontainer.json',
      '{ // why\n  "image": "quay.io/a/b:1",\n  "features": { "ghcr.io/x/go:1": {} },\n}\n',
      '{ // why\n  "image": "team.azurecr.io/quay/a/b:1",\n  "features": { "team.azurecr.io/ghcr/x/go:1": {} },\n}\n',
    ],
  ];

  it.each(cases)('%s', (_, path, before, after) => {
    const result = toCache({ [path]: before });
    expect(result.files[path]).toBe(after);
    expect(result.left).toEqual([]);
    expect(toCache(result.files).edits.size).toBe(0);
    expect(undo(result.files, spellings({ [path]: before }, result)).files[path]).toBe(before);
  });

  it('a variable in another file', () => {
    const files = {
      'compose.yaml': 'services:\n  a: { image: "${HUB}/team/b:1" }\n',
      '.env': '# hub\nHUB=docker.io\n',
    };
    const result = toCache(files);
    expect(result.files).toEqual({
      'compose.yaml': 'services:\n  a: { image: "${HUB}/docker/team/b:1" }\n',
      '.env': '# hub\nHUB=team.azurecr.io\n',
    });
    expect(undo(result.files, spellings(files, result)).files).toEqual(files);
  });
});

describe('the wanted reference may differ in every part', () => {
  const pod = (image: string): Files => ({
    'pod.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: ${image}\n`,
  });
  const custom = (image: string): Files => ({
    'thing.yaml': `apiVersion: example.com/v1\nkind: Thing\nspec:\n  image: ${image}\n`,
  });
  it.each([
    ['a digest is added', pod('nginx:1'), pod(`nginx:1@${digest}`), { tag: '1', digest }],
    ['a digest is added to a name alone', pod('nginx'), pod(`nginx@${digest}`), { digest }],
    ['another tag', pod('"quay.io/a/b:1" # why'), pod('"quay.io/a/b:2" # why'), { tag: '2' }],
    ['a digest goes', pod(`nginx:1@${digest}`), pod('nginx:1'), { tag: '1', digest: undefined }],
    ['a tag gives way to a digest', pod('nginx:1'), pod(`nginx@${digest}`), { tag: undefined, digest }],
    [
      'fields of their own',
      custom(`{ repository: quay.io/a/b, tag: "1" }`),
      custom(`{ repository: quay.io/a/b, tag: "2" }`),
      { tag: '2' },
    ],
    [
      'the field of the tag takes the digest, too',
      custom('{ repository: quay.io/a/b, tag: "1" }'),
      custom(`{ repository: quay.io/a/b, tag: "1@${digest}" }`),
      { tag: '1', digest },
    ],
  ])('%s', (_, before, after, parts) => {
    const { files, left: rest } = rewriteFiles(before, {
      wanted: ({ reference: { tag: __, digest: ___, ...name } }) => {
        const wanted = { ...name, ...parts };
        return Object.fromEntries(
          Object.entries(wanted).filter(([, part]) => part !== undefined),
        ) as typeof name;
      },
    });
    expect(rest).toEqual([]);
    expect(files).toEqual(after);
  });
});

describe('what is shared', () => {
  it('a field of a registry that another image needs keeps its text, and the other way is taken', () => {
    const before = 'ARG HUB=docker.io\nFROM ${HUB}/team/a:1\nFROM ${HUB}/library/nginx:1\n';
    expect(toCache({ Dockerfile: before }).files.Dockerfile).toBe(
      'ARG HUB=team.azurecr.io\nFROM ${HUB}/docker/team/a:1\nFROM ${HUB}/hub/nginx:1\n',
    );
  });

  it('a variable into `COPY --from` is never written', () => {
    const before = 'ARG FROM=quay.io/a/b:1\nFROM ${FROM}\nCOPY --from=quay.io/a/b:1 /x /x\n';
    expect(toCache({ Dockerfile: before }).files.Dockerfile).toBe(
      before.replaceAll('quay.io', 'team.azurecr.io/quay'),
    );
  });

  it.each([
    ['a command', 'ARG HUB=quay.io\nFROM ${HUB}/a/b:1\nARG HUB\nRUN curl https://$HUB/v2/\n', 'Dockerfile:4'],
    [
      'an argument that is none of an image',
      'ARG HUB=quay.io\nFROM ${HUB}/a/b:1\nENV X=${HUB}\n',
      'Dockerfile:3',
    ],
  ])('a variable that %s reads, too, changes only when that is asked for', (_, text, place) => {
    const safe = toCache({ Dockerfile: text });
    expect(safe.files.Dockerfile).toBe(text);
    expect(safe.left.map(({ reason, unsafe }) => [reason, unsafe])).toEqual([
      [`its text is also read by what stands at ${place}`, true],
    ]);
    const { files } = toCache({ Dockerfile: text }, { unsafe: true });
    expect(files.Dockerfile).toContain('ARG HUB=team.azurecr.io\nFROM ${HUB}/quay/a/b:1\n');
  });

  it('a Terraform variable that an output gives away', () => {
    const text =
      'variable "hub" {\n  default = "quay.io"\n}\nresource "kubernetes_pod" "p" {\n  spec {\n    container { image = "${var.hub}/a/b:1" }\n  }\n}\noutput "hub" { value = var.hub }\n';
    expect(toCache({ 'main.tf': text }).left.map(({ reason }) => reason)).toEqual([
      'its text is also read by what stands at main.tf:9',
    ]);
    expect(toCache({ 'main.tf': text.replace(/output.*\n/, '# var.hub\n') }).left).toEqual([]);
  });

  it('an image that is pulled here and pushed there', () => {
    const text = 'services:\n  a: { image: &i "quay.io/a/b:1", build: . }\n  b: { image: *i }\n';
    const { files } = toCache({ 'compose.yaml': text });
    expect(files['compose.yaml']).toBe(text);
  });

  it('anchors in a place that is there for them', () => {
    const text =
      'x-worker: &worker\n  image: quay.io/a/b:1\nservices:\n  a: { <<: *worker }\n  b: { <<: *worker, image: nginx }\n';
    expect(toCache({ 'compose.yaml': text }).files['compose.yaml']).toBe(
      text.replace('quay.io', 'team.azurecr.io/quay').replace('nginx', 'team.azurecr.io/hub/nginx'),
    );
  });

  it('an image that cannot be told and is made of the same text', () => {
    const text = 'ARG HUB=quay.io\nARG NAME\nFROM ${HUB}/a/b:1\nFROM ${HUB}/a/${NAME}:1\n';
    const { left: rest } = toCache({ Dockerfile: text });
    expect(rest.map(({ code, unsafe }) => [code, unsafe])).toEqual([['shared', true]]);
    expect(
      toCache({ Dockerfile: text }, { unsafe: true }).changed.map(({ now }) => formatReference(now)),
    ).toEqual(['team.azurecr.io/quay/a/b:1']);
  });
});

describe('what is left', () => {
  it('an image of several texts whose tag cannot be told, and what shares a text with it', () => {
    const text = 'ARG HUB=quay.io\nARG TAG\nFROM ${HUB}/a/b:1\nFROM ${HUB}/a/c:${TAG}\n';
    expect(left({ Dockerfile: text })).toEqual(['quay.io/a/b:1: shared', 'quay.io/a/c:${TAG}: shape']);
  });

  it('what a function makes', () => {
    expect(
      left({
        'main.bicep':
          "resource app 'Microsoft.App/containerApps@2024-03-01' = {\n  properties: { template: { containers: [ { name: 'a', image: toLower('Quay.io/a/b:1') } ] } }\n}\n",
      }),
    ).toEqual(['quay.io/a/b:1: shape']);
  });

  it('a file that is not to be edited holds a part of it', () => {
    const files = {
      'compose.yaml': 'services:\n  a: { image: "${HUB}/team/b:1" }\n',
      '.env': 'HUB=docker.io\n',
    };
    const { left: rest } = toCache(files, { textOf: () => undefined });
    expect(rest.map(({ reason }) => reason)).toEqual([
      'it stands in .env, which is packed, no valid text, or not asked for',
    ]);
  });

  it('only what went wrong is taken back', () => {
    const pod = (...images: readonly string[]): string =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${images.map((image) => `  - image: ${image}\n`).join('')}`;
    const files = { 'a.yaml': pod('quay.io/a/b:1', 'nginx'), 'b.yaml': pod('nginx:2') };
    const result = rewriteFiles(files, {
      wanted: ({ reference }) =>
        reference.registry === 'quay.io'
          ? { ...reference, repository: 'NOT/VALID' }
          : { ...reference, registry: 'team.azurecr.io' },
    });
    expect(result.files).toEqual({
      'a.yaml': pod('quay.io/a/b:1', 'team.azurecr.io/library/nginx'),
      'b.yaml': pod('team.azurecr.io/library/nginx:2'),
    });
    expect(result.left.map(({ use, code }) => [use.value, code])).toEqual([['quay.io/a/b:1', 'unproven']]);
  });
});

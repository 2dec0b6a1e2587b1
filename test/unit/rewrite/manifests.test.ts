import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src/cache/types.ts';
import { formatReference, type ImageReference } from '../../../src/image/index.ts';
import { type ManifestRewrite, rewriteManifests } from '../../../src/rewrite/manifests.ts';
import { sourceText } from '../../../src/text/index.ts';

const prefixes: Readonly<Record<string, string>> = {
  'docker.io': 'hub',
  'quay.io': 'quay',
  'ghcr.io': 'ghcr',
};
const rule = { name: 'some-rule', source: 'any.example/*', target: 'any/*' };

/** Docker Hub, quay.io and ghcr.io go to a path of their own in team.azurecr.io; nothing else is cached. */
function decide(reference: ImageReference): Decision {
  const prefix = prefixes[reference.registry];
  if (prefix === undefined) return { status: 'own' };
  const cached = {
    ...reference,
    registry: 'team.azurecr.io',
    repository: `${prefix}/${reference.repository}`,
  };
  return { status: 'covered', rule, cached };
}

function rewrite(text: string, by: (reference: ImageReference) => Decision = decide): ManifestRewrite {
  const result = rewriteManifests(sourceText('stream.yaml', text), by);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.reason}`);
  return result.value;
}

/** `path: code` of what is covered and yet left. */
function left(text: string): readonly string[] {
  return rewrite(text).left.map(({ use, code }) => `${use.path}: ${code}`);
}

const pod = (containers: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n${containers}`;
const container = (image: string): string => pod(`  - name: c\n    image: ${image}\n    tty: true\n`);

describe('only the name of an image changes', () => {
  it.each([
    ['no tag', 'nginx', 'team.azurecr.io/hub/library/nginx'],
    ['a tag', 'nginx:1.25', 'team.azurecr.io/hub/library/nginx:1.25'],
    ['a digest', `quay.io/a/b@sha256:${'0'.repeat(64)}`, `team.azurecr.io/quay/a/b@sha256:${'0'.repeat(64)}`],
    [
      'both',
      `quay.io/a/b:1@sha512:${'0'.repeat(128)}`,
      `team.azurecr.io/quay/a/b:1@sha512:${'0'.repeat(128)}`,
    ],
    ['an alias of Docker Hub', 'index.docker.io/library/nginx:1', 'team.azurecr.io/hub/library/nginx:1'],
    ['capitals in the host', 'Quay.IO/a/b:1', 'team.azurecr.io/quay/a/b:1'],
    ['single quotes', "'nginx:1'", "'team.azurecr.io/hub/library/nginx:1'"],
    ['double quotes', '"nginx:1"', '"team.azurecr.io/hub/library/nginx:1"'],
    ['a tag that is put in later', 'quay.io/a/b:${TAG}', 'team.azurecr.io/quay/a/b:${TAG}'],
    [
      'a digest that is put in later',
      '"nginx:1@$(DIGEST)"',
      '"team.azurecr.io/hub/library/nginx:1@$(DIGEST)"',
    ],
    ['a comment', 'nginx:1   # why', 'team.azurecr.io/hub/library/nginx:1   # why'],
    ['an anchor', '&a nginx:1', '&a team.azurecr.io/hub/library/nginx:1'],
    ['escapes', '"nginx:1\\u002e2"', '"team.azurecr.io/hub/library/nginx:1\\u002e2"'],
    ['escapes in the name', '"quay.io\\/a\\u002fb:1"', '"team.azurecr.io/quay\\/a\\u002fb:1"'],
    ['a folded scalar', '>-\n      nginx:1', '>-\n      team.azurecr.io/hub/library/nginx:1'],
  ])('%s', (_, written, expected) => {
    const { text, rewritten } = rewrite(container(written));
    expect(text).toBe(container(expected));
    expect(rewritten).toHaveLength(1);
  });

  it('in flow style, with CRLF and behind a byte order mark', () => {
    const json = '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[{"name":"c","image":"nginx:1"}]}}';
    expect(rewrite(json).text).toBe(json.replace('nginx', 'team.azurecr.io/hub/library/nginx'));
    const crlf = container('nginx:1').replaceAll('\n', '\r\n');
    expect(rewrite(`\ufeff${crlf}`).text).toBe(crlf.replace('nginx', 'team.azurecr.io/hub/library/nginx'));
  });

  it('what no rule covers and what names the cache already stays', () => {
    const text = container('team.azurecr.io/hub/library/nginx:1') + container('registry.example/a:1');
    const { uses, ...rest } = rewrite(text);
    expect(uses).toHaveLength(1);
    expect(rest).toEqual({ text, rewritten: [], left: [], unresolved: [] });
  });

  it('a second time nothing changes', () => {
    const { text } = rewrite(container('nginx:1'));
    const { uses, ...rest } = rewrite(text);
    expect(uses).toHaveLength(1);
    expect(rest).toEqual({ text, rewritten: [], left: [], unresolved: [] });
  });
});

describe('it reaches what `images:` does not', () => {
  it.each([
    [
      'ephemeral containers',
      'apiVersion: v1\nkind: Pod\nspec:\n  ephemeralContainers:\n  - image: nginx:1\n',
    ],
    ['image volumes', 'apiVersion: v1\nkind: Pod\nspec:\n  volumes:\n  - image:\n      reference: nginx:1\n'],
    [
      'a custom resource',
      'apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nspec:\n  image: nginx:1\n',
    ],
    [
      'the items of a list',
      `apiVersion: v1\nkind: List\nitems:\n- ${container('nginx:1').trimEnd().replaceAll('\n', '\n  ')}\n`,
    ],
    [
      'the new name of a Flux kustomization',
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nspec:\n  images:\n  - name: old\n    newName: nginx\n    newTag: "1"\n',
    ],
    [
      'the override of an Argo CD application',
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    kustomize:\n      images:\n      - old=nginx:1\n',
    ],
  ])('%s', (_, text) => {
    const result = rewrite(text);
    expect(result.text).toBe(text.replace('nginx', 'team.azurecr.io/hub/library/nginx'));
    expect(result.rewritten.map(({ cached }) => formatReference(cached))).toEqual([
      'team.azurecr.io/hub/library/nginx:1',
    ]);
  });

  it('all documents of a stream, and the annotations that kustomize puts there stay', () => {
    const id = `  annotations:\n    kustomize.config.k8s.io/id: |\n      kind: Pod\n      name: p\n      version: v1\n`;
    const one = container('nginx:1').replace('  name: p\n', `${id}  name: p\n`);
    const text = `${one}---\n${one}---\napiVersion: v1\ndata:\n  image: nginx:1\nkind: ConfigMap\n`;
    const expected = text.replaceAll(
      'image: nginx:1\n    ',
      'image: team.azurecr.io/hub/library/nginx:1\n    ',
    );
    expect(rewrite(text).text).toBe(expected);
    expect(expected).not.toBe(text);
  });
});

describe('an image in split fields', () => {
  const custom = (image: string): string =>
    `apiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: t\nspec:\n  image: ${image}\n`;

  it.each([
    [
      'the repository holds all of the name',
      '{ repository: quay.io/a/b, tag: "1" }',
      '{ repository: team.azurecr.io/quay/a/b, tag: "1" }',
    ],
    [
      'a registry of its own stays a bare host',
      '{ registry: quay.io, repository: a/b, tag: "1" }',
      '{ registry: team.azurecr.io, repository: quay/a/b, tag: "1" }',
    ],
    [
      'a registry with a path takes the path of the cache',
      '{ registry: quay.io/a, repository: b, tag: "1" }',
      '{ registry: team.azurecr.io/quay/a, repository: b, tag: "1" }',
    ],
    [
      'its last slash stays',
      '{ registry: quay.io/a/, repository: b, tag: "1" }',
      '{ registry: team.azurecr.io/quay/a/, repository: b, tag: "1" }',
    ],
    [
      'one segment stays one',
      '{ registry: docker.io, repository: nginx, tag: "1" }',
      '{ registry: team.azurecr.io/hub/library, repository: nginx, tag: "1" }',
    ],
    [
      'the tag may stand with the repository',
      '{ registry: quay.io, repository: "a/b:1" }',
      '{ registry: team.azurecr.io, repository: "quay/a/b:1" }',
    ],
  ])('%s', (_, written, expected) => {
    expect(rewrite(custom(written)).text).toBe(custom(expected));
  });

  it('is left when a static rule gives it a name with fewer segments than its field has', () => {
    const flat = (reference: ImageReference): Decision => ({
      status: 'covered',
      rule,
      cached: { ...reference, registry: 'team.azurecr.io', repository: 'flat' },
    });
    const text = custom('{ registry: quay.io/a, repository: b/c, tag: "1" }');
    const result = rewrite(text, flat);
    expect(result.text).toBe(text);
    expect(result.left.map(({ code, reason }) => [code, reason])).toEqual([
      ['shape', 'its parts cannot hold team.azurecr.io/flat'],
    ]);
  });
});

it('a name that goes on in the next line changes where it has to, and nowhere else', () => {
  const text = container('"quay.io/a/\\\n      b:1"');
  expect(rewrite(text).text).toBe(text.replace('quay.io', 'team.azurecr.io/quay'));
});

describe('what is left, with the reason', () => {
  it('a string that only may be an image', () => {
    const text = 'apiVersion: example.com/v1\nkind: Thing\nspec:\n  fooImage: nginx\n';
    expect(left(text)).toEqual(['spec.fooImage: uncertain']);
    expect(rewrite(text).text).toBe(text);
  });

  it('the name that an Argo CD application selects by', () => {
    const text =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    kustomize:\n      images:\n      - nginx:1\n';
    expect(left(text)).toEqual(['spec.source.kustomize.images[0]: selector']);
    expect(rewrite(text).text).toBe(text);
  });

  it('images that are pushed or only mentioned are neither rewritten nor told', () => {
    const text = 'apiVersion: kpack.io/v1alpha2\nkind: Image\nspec:\n  tag: docker.io/team/app:1\n';
    const { uses, ...rest } = rewrite(text);
    expect(uses).toHaveLength(1);
    expect(rest).toEqual({ text, rewritten: [], left: [], unresolved: [] });
  });

  it('what cannot be told from the text is handed on', () => {
    const { text, unresolved } = rewrite(container('quay.io/a/${NAME}:1'));
    expect(text).toBe(container('quay.io/a/${NAME}:1'));
    expect(unresolved.map(({ reason }) => reason)).toEqual(['variable NAME has no value here']);
  });
});

it('a name that would not be read as the one wanted is taken back, and only that', () => {
  const broken = (reference: ImageReference): Decision => {
    const decision = decide(reference);
    if (decision.status !== 'covered' || reference.registry !== 'quay.io') return decision;
    return { ...decision, cached: { ...decision.cached, repository: 'NONE' } };
  };
  const text = `${container('nginx:1')}---\n${container('quay.io/a/b:1')}`;
  const result = rewrite(text, broken);
  expect(result.text).toBe(text.replace('nginx', 'team.azurecr.io/hub/library/nginx'));
  expect(result.left.map(({ use, code }) => [use.value, code])).toEqual([['quay.io/a/b:1', 'unproven']]);
});

describe('texts that stand for more than one thing', () => {
  const two = (annotation: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n${annotation}spec:\n  initContainers:\n  - name: a\n    image: &app nginx:1\n  containers:\n  - name: b\n    image: *app\n`;

  it('an anchored image that only images read changes for all of them', () => {
    const { text, rewritten } = rewrite(two(''));
    expect(text).toBe(two('').replace('nginx', 'team.azurecr.io/hub/library/nginx'));
    expect(rewritten.map(({ use }) => use.path)).toEqual([
      'spec.initContainers[0].image',
      'spec.containers[0].image',
    ]);
  });

  it('a container behind an alias, and behind a merge key', () => {
    const text = pod('  - &base {name: a, image: nginx:1}\n  - {<<: *base, name: b}\n');
    expect(rewrite(text).text).toBe(text.replace('nginx', 'team.azurecr.io/hub/library/nginx'));
  });

  it('an anchored text that something else reads too stays', () => {
    const text = `${container('&app nginx:1').replace('    tty: true\n', '    env: [{name: SERVER, value: *app}]\n')}`;
    expect(left(text)).toEqual(['spec.containers[0].image: shared']);
    expect(rewrite(text).text).toBe(text);
  });

  it('an image that stands in an annotation stays', () => {
    const text = two('')
      .replace('&app nginx:1', '*app')
      .replace('name: p\n', 'name: p\n  annotations: {image: &app nginx:1}\n');
    expect(left(text)).toEqual(['spec.initContainers[0].image: shared', 'spec.containers[0].image: shared']);
    expect(rewrite(text).text).toBe(text);
  });

  const shared = (other: string): string =>
    `apiVersion: example.com/v1\nkind: Thing\nspec:\n  appImage: { registry: &r quay.io, repository: a/b, tag: "1" }\n  toolImage: { registry: *r, ${other} }\n`;

  it('a registry that two images share changes when both of them go to the cache', () => {
    const { text, rewritten } = rewrite(shared('repository: c/d, tag: "2"'));
    expect(rewritten).toHaveLength(2);
    expect(text).toBe(
      shared('repository: quay/c/d, tag: "2"').replace(
        '&r quay.io, repository: a/b',
        '&r team.azurecr.io, repository: quay/a/b',
      ),
    );
  });

  it('it stays when one of them does not go there', () => {
    const text = shared('repository: own/d, tag: "2"');
    const result = rewrite(text, (reference) =>
      reference.repository === 'own/d' ? { status: 'exempt', reason: 'tested' } : decide(reference),
    );
    expect(result.text).toBe(text);
    expect(result.left.map(({ use, code }) => [use.path, code])).toEqual([['spec.appImage', 'shared']]);
  });

  it('it stays when one of them cannot be told', () => {
    const text = shared('repository: "${NAME}", tag: "1"');
    const result = rewrite(text);
    expect(result.text).toBe(text);
    expect(result.left.map(({ use, code }) => [use.path, code])).toEqual([['spec.appImage', 'shared']]);
    expect(result.unresolved).toHaveLength(1);
  });

  it('aliases without end do not', () => {
    const laughs = Array.from({ length: 30 }, (_, i) => `  a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join(
      '',
    );
    const text = `${container('&image nginx:1')}---\napiVersion: example.com/v1\nkind: Thing\nspec:\n  a0: &a0 [1]\n${laughs}`;
    const result = rewriteManifests(sourceText('stream.yaml', text), decide);
    expect(result).toMatchObject({ ok: false, error: { code: 'unreadable', line: expect.any(Number) } });
  });
});

it('a text that cannot be read whole is refused with the place', () => {
  const text = `${container('nginx:1')}---\napiVersion: v1\nkind: Pod\nspec: {containers: [\n`;
  const result = rewriteManifests(sourceText('stream.yaml', text), decide);
  expect(result).toMatchObject({ ok: false, error: { code: 'unreadable', line: expect.any(Number) } });
});

it('an empty text and one without objects come back as they are', () => {
  for (const text of ['', '# nothing\n', 'a: b\n']) expect(rewrite(text).text).toBe(text);
});

describe('images in arguments, variables and texts', () => {
  it.each([
    ['an argument', pod('  - name: c\n    image: x\n    args: [--web-image=quay.io/a/b:1]\n')],
    [
      'two arguments',
      pod('  - name: c\n    image: x\n    args:\n    - --web-image\n    - "quay.io/a/b:1"\n'),
    ],
    ['a variable', pod('  - name: c\n    image: x\n    env: [{ name: W_IMAGE, value: "quay.io/a/b:1" }]\n')],
    ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    image: quay.io/a/b:1\n'],
    ['JSON in quotes', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "{\\"image\\": \\"quay.io/a/b:1\\"}"\n'],
  ])('%s', (_, text) => {
    const expected = text.replace('quay.io/a/b', 'team.azurecr.io/quay/a/b');
    expect(rewrite(text).text.replace('team.azurecr.io/hub/library/x', 'x')).toBe(expected);
  });

  it('what may be something else is left', () => {
    const text = pod('  - name: c\n    image: team.azurecr.io/x\n    args: [--agent=quay.io/a/b:1]\n');
    expect(left(text)).toEqual(['spec.containers[0].args[0]: uncertain']);
    expect(rewrite(text).text).toBe(text);
  });
});

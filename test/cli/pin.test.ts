import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CliResult, repository, startPullthrough } from '../support/cli.ts';
import { startCache } from '../support/server/cache.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/server/fake-upstream.ts';
import { content, type Document, imageManifest, ociIndex, randomBlob } from '../support/server/images.ts';
import { hubConfiguration, startHub } from '../support/shop-upstream.ts';

function pin(hub: FakeUpstream, cwd: string, args: readonly string[] = []): Promise<CliResult> {
  return startPullthrough(['pin', '--upstream', `docker.io=${hub.url}`, ...args], cwd).ended;
}

function tagged(hub: FakeUpstream, repository: string, tag: string): Document {
  const found = hub.repositories[repository]?.tags[tag];
  if (found === undefined) throw new Error(`no ${repository}:${tag}`);
  return found;
}

/** Moves a tag to another image, which is returned. */
function move(hub: FakeUpstream, repository: string, tag: string): Document {
  const moved = imageManifest([randomBlob(10)], content('{}'));
  const tags = hub.repositories[repository]?.tags;
  if (tags !== undefined) tags[tag] = moved;
  return moved;
}

const read = (cwd: string, file: string): string => readFileSync(join(cwd, file), 'utf8');
const lockName = 'pullthrough.lock.json';

function pod(...images: readonly string[]): string {
  const containers = images.map((image, at) => `  - name: c${at}\n    image: ${image}\n`).join('');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n${containers}`;
}

function podRepository(images: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  return repository({ 'pullthrough.yaml': hubConfiguration, 'pod.yaml': pod(...images), ...files });
}

interface Locked {
  readonly images: readonly Readonly<Record<string, unknown>>[];
}

function lockIn(cwd: string, name = lockName): Locked['images'] {
  return (JSON.parse(read(cwd, name)) as Locked).images;
}

describe('pin', () => {
  test('prints what would be written, and writes nothing', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', 'tool', 'docker.io/library/web:1.0']);
    const { code, stdout, stderr } = await pin(hub, cwd);
    const web = tagged(hub, 'library/web', '1.0').digest;
    const tool = tagged(hub, 'library/tool', 'latest').digest;
    expect(stdout).toBe(
      `docker.io/library/tool:latest@${tool}\n  pod.yaml:10:12\ndocker.io/library/web:1.0@${web}\n  pod.yaml:8:12\n  pod.yaml:12:12\n`,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(read(cwd, 'pod.yaml')).toBe(pod('web:1.0', 'tool', 'docker.io/library/web:1.0'));
    expect(existsSync(join(cwd, lockName))).toBe(false);
  });

  test('--write: the files, and a lock file of it', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', '"tool" # why', 'team.azurecr.io/hub/library/web:1.0'], {
      Dockerfile: 'FROM web:1.0 AS build\nFROM build\n',
      'k/kustomization.yaml': 'images:\n- name: app\n  newName: web\n  newTag: "1.0"\n',
    });
    const { code, stdout, stderr } = await pin(hub, cwd, ['--write']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '3 files written\n' });
    const web = tagged(hub, 'library/web', '1.0').digest;
    const tool = tagged(hub, 'library/tool', 'latest').digest;
    expect(read(cwd, 'pod.yaml')).toBe(
      pod(`web:1.0@${web}`, `"tool:latest@${tool}" # why`, `team.azurecr.io/hub/library/web:1.0@${web}`),
    );
    expect(read(cwd, 'Dockerfile')).toBe(`FROM web:1.0@${web} AS build\nFROM build\n`);
    expect(read(cwd, 'k/kustomization.yaml')).toBe(
      `images:\n- name: app\n  newName: web\n  newTag: "1.0"\n  digest: "${web}"\n`,
    );
    expect(lockIn(cwd)).toEqual([
      {
        repository: 'docker.io/library/tool',
        tag: 'latest',
        digest: tool,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        resolved: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      },
      {
        repository: 'docker.io/library/web',
        tag: '1.0',
        digest: web,
        mediaType: ociIndex,
        platforms: ['linux/amd64', 'linux/arm64/v8'],
        resolved: expect.any(String),
      },
    ]);
    // Manifests are counted by Docker Hub: one GET, of the index.
    expect(hub.count('GET', '/manifests/')).toBe(1);
    expect(hub.count('HEAD', '/manifests/1.0')).toBe(1);
  });

  test('writing twice asks nothing and changes no byte', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', 'tool']);
    await pin(hub, cwd, ['--write']);
    const files = ['pod.yaml', lockName].map((file) => read(cwd, file));
    hub.seen.length = 0;
    const { code, stdout, stderr } = await pin(hub, cwd, ['--write']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(['pod.yaml', lockName].map((file) => read(cwd, file))).toEqual(files);
    expect(hub.seen).toEqual([]);
  });

  test('a new use of a tag gets what the lock says, also without a network', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    await pin(hub, cwd, ['--write']);
    const web = tagged(hub, 'library/web', '1.0').digest;
    const lock = read(cwd, lockName);
    writeFileSync(join(cwd, 'other.yaml'), pod('web:1.0'));
    await hub.kill();
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 file written\n' });
    expect(read(cwd, 'other.yaml')).toBe(pod(`web:1.0@${web}`));
    expect(read(cwd, lockName)).toBe(lock);
  });

  test('what is used nowhere leaves the lock, but not where only a part was read', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0'], { 'sub/tool.yaml': pod('tool') });
    await pin(hub, cwd, ['--write']);
    expect(lockIn(cwd)).toHaveLength(2);
    await pin(hub, cwd, ['--write', 'sub']);
    expect(lockIn(cwd)).toHaveLength(2);
    writeFileSync(join(cwd, 'pod.yaml'), pod());
    await pin(hub, cwd, ['--write']);
    expect(lockIn(cwd).map(({ repository }) => repository)).toEqual(['docker.io/library/tool']);
  });

  test('--diff prints a patch; --lock names another lock file', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    const web = tagged(hub, 'library/web', '1.0').digest;
    const { code, stdout } = await pin(hub, cwd, ['--diff', '--write', '--lock', 'images.lock']);
    expect(stdout).toContain(`-    image: web:1.0\n+    image: web:1.0@${web}\n`);
    expect(code).toBe(0);
    expect(lockIn(cwd, 'images.lock')).toHaveLength(1);
    expect(existsSync(join(cwd, lockName))).toBe(false);
  });

  test('the lock file holds no image of its own', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    await pin(hub, cwd, ['--write']);
    const { stdout } = await startPullthrough(['scan', '--output', 'json'], cwd).ended;
    const { uses } = JSON.parse(stdout) as { readonly uses: readonly { readonly file: string }[] };
    expect(uses.map(({ file }) => file)).toEqual(['pod.yaml']);
  });
});

describe('pin --check and --update', () => {
  test('what is not pinned is told, with exit code 1', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    const { code, stdout, stderr } = await pin(hub, cwd, ['--check']);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'pod.yaml:8:12: docker.io/library/web:1.0 is not pinned\n',
    });
    expect(hub.count('GET', '/manifests/')).toBe(0);
  });

  test('a tag that has moved is told, and taken by --update alone', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', 'tool']);
    await pin(hub, cwd, ['--write']);
    expect(await pin(hub, cwd, ['--check'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const before = tagged(hub, 'library/web', '1.0').digest;
    const tool = lockIn(cwd)[0];
    const { digest } = move(hub, 'library/web', '1.0');
    const { code, stderr } = await pin(hub, cwd, ['--check']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `pod.yaml:8:12: docker.io/library/web:1.0 has moved: pinned to ${before}, and the tag names ${digest} by now; --update takes it\n`,
    });
    expect(await pin(hub, cwd, ['--write'])).toMatchObject({ code: 0, stderr: '' });
    expect(read(cwd, 'pod.yaml')).toContain(before);
    expect(await pin(hub, cwd, ['--update', '--write'])).toMatchObject({
      code: 0,
      stderr: '1 file written\n',
    });
    expect(read(cwd, 'pod.yaml')).toContain(`web:1.0@${digest}`);
    expect(lockIn(cwd)).toMatchObject([tool, { tag: '1.0', digest }]);
    expect(await pin(hub, cwd, ['--check'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('a lock file that says other than the files', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    await pin(hub, cwd, ['--write']);
    const old = tagged(hub, 'library/web', '1.0').digest;
    const { digest } = move(hub, 'library/web', '1.0');
    writeFileSync(join(cwd, 'pod.yaml'), pod(`web:1.0@${digest}`));
    const { code, stderr } = await pin(hub, cwd, ['--check']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `pod.yaml:8:12: docker.io/library/web:1.0 is pinned to ${digest}, and the lock file says ${old}; --update --write records it\n`,
    });
    expect((await pin(hub, cwd, ['--update', '--write'])).code).toBe(0);
    expect((await pin(hub, cwd, ['--check'])).code).toBe(0);
    expect(lockIn(cwd)).toMatchObject([{ digest }]);
  });

  test('--check tells of a lock file that the files have outgrown; audit knows what it records', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0', 'tool'], { 'sub/web.yaml': pod('web:1.0') });
    await pin(hub, cwd, ['--write']);
    const [tool, web] = lockIn(cwd).map(({ digest }) => String(digest));
    const lock = JSON.parse(read(cwd, lockName)) as Locked;
    const gone = { ...lock.images[0], repository: 'docker.io/library/gone' };
    writeFileSync(join(cwd, lockName), JSON.stringify({ version: 1, images: [gone, lock.images[1]] }));
    const { code, stderr } = await pin(hub, cwd, ['--check']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `pod.yaml:10:12: docker.io/library/tool:latest is pinned, and ${lockName} does not know the tag; --update --write records it\n${lockName}: no file names docker.io/library/gone:latest any more; --write gives it up\n`,
    });
    expect(await pin(hub, cwd, ['--check', 'sub'])).toMatchObject({ code: 0, stderr: '' });
    await pin(hub, cwd, ['--update', '--write']);
    expect(await pin(hub, cwd, ['--check'])).toMatchObject({ code: 0, stderr: '' });
    expect(lockIn(cwd).map(({ digest }) => digest)).toEqual([tool, web]);

    writeFileSync(join(cwd, 'pod.yaml'), pod('tool'));
    const { stdout } = await startPullthrough(['audit', '--output', 'json'], cwd).ended;
    const { findings } = JSON.parse(stdout) as { findings: readonly { check: string; help: string }[] };
    expect(findings.find(({ check }) => check === 'PT005')?.help).toContain(
      `The lock file records ${tool} for it`,
    );
  });

  test('a digest without a tag is pinned, and nothing is asked', async () => {
    const hub = await startHub();
    const web = tagged(hub, 'library/web', '1.0').digest;
    const cwd = podRepository([`web@${web}`]);
    expect(await pin(hub, cwd, ['--check'])).toMatchObject({ code: 0, stderr: '' });
    expect(hub.seen).toEqual([]);
  });
});

describe('a chart', () => {
  const chart = {
    'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'chart/values.yaml':
      'a:\n  repository: web\n  tag: "1.0"\n  digest: ""\nb:\n  repository: tool\n  tag: latest\n  digest: ""\n',
    'chart/templates/pods.yaml': `apiVersion: v1
kind: Pod
metadata: {name: c}
spec:
  containers:
  - {name: a, image: "{{ .Values.a.repository }}:{{ .Values.a.tag }}{{ with .Values.a.digest }}@{{ . }}{{ end }}"}
  - name: b
    {{- if .Values.b.digest }}
    image: {{ .Values.b.repository }}@{{ .Values.b.digest }}
    {{- else }}
    image: {{ .Values.b.repository }}:{{ .Values.b.tag }}
    {{- end }}
`,
  };

  test('has its digest fields filled, whether the tag is printed with them or not, and updated', async () => {
    const hub = await startHub();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration, ...chart });
    expect(await pin(hub, cwd, ['--write'])).toMatchObject({ code: 0, stderr: '1 file written\n' });
    const values = (web: string, tool: string): string =>
      `a:\n  repository: web\n  tag: "1.0"\n  digest: "${web}"\nb:\n  repository: tool\n  tag: latest\n  digest: "${tool}"\n`;
    const web = tagged(hub, 'library/web', '1.0').digest;
    expect(read(cwd, 'chart/values.yaml')).toBe(values(web, tagged(hub, 'library/tool', 'latest').digest));
    const { digest } = move(hub, 'library/tool', 'latest');
    expect((await pin(hub, cwd, ['--check'])).stderr).toMatch(/library\/tool:latest has moved/);
    expect(await pin(hub, cwd, ['--update', '--write'])).toMatchObject({ code: 0 });
    expect(read(cwd, 'chart/values.yaml')).toBe(values(web, digest));
  });

  test('takes a digest in a tag where that is the image alone, and never in its version', async () => {
    const hub = await startHub();
    const values =
      'a: {repository: web, tag: "1.0"}\nb: {repository: web, tag: "1.0"}\nc: {repository: web, tag: ""}\n';
    const files = {
      'pullthrough.yaml': hubConfiguration,
      'chart/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\nappVersion: "1.0"\n',
      'chart/values.yaml': values,
      'chart/templates/pods.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: c
  labels:
    app.kubernetes.io/version: {{ .Values.b.tag | quote }}
spec:
  containers:
  - name: a
    image: "{{ .Values.a.repository }}:{{ .Values.a.tag }}"
  - name: b
    image: "{{ .Values.b.repository }}:{{ .Values.b.tag }}"
  - name: c
    image: "{{ .Values.c.repository }}:{{ .Values.c.tag | default .Chart.AppVersion }}"
`,
    };
    const web = `"1.0@${tagged(hub, 'library/web', '1.0').digest}"`;
    const cwd = repository(files);
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /chart\/values\.yaml:2:17: docker\.io\/library\/web:1\.0 is not pinned: its tag is also read by chart\/templates\/pods\.yaml:6, /,
    );
    expect(stderr).toMatch(/web:1\.0 is not pinned: its tag is the version of the chart/);
    expect(read(cwd, 'chart/values.yaml')).toBe(values.replace('"1.0"', web));
    expect(read(cwd, 'chart/Chart.yaml')).toBe(files['chart/Chart.yaml']);
    await pin(hub, cwd, ['--write', '--unsafe']);
    expect(read(cwd, 'chart/values.yaml')).toBe(values.replaceAll('"1.0"', web));
    expect(read(cwd, 'chart/Chart.yaml')).toBe(files['chart/Chart.yaml']);
  });
});

describe('registries that do not say', () => {
  test('a tag that does not exist: a line with its place, the others are written, exit code 1', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:9.9', 'tool', 'web:9.9']);
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^1 file written\nerror: pod\.yaml:8:12 \(and 1 more\): docker\.io\/library\/web:9\.9 cannot be pinned: \S+ answered 404/,
    );
    expect(read(cwd, 'pod.yaml')).toBe(
      pod('web:9.9', `tool:latest@${tagged(hub, 'library/tool', 'latest').digest}`, 'web:9.9'),
    );
    expect(lockIn(cwd)).toHaveLength(1);
  });

  test.each([401, 403])('%i for one image: exit code 1', async (status) => {
    const hub = await startHub();
    hub.fault = ({ url }) => (url.includes('/library/web/') ? { kind: 'status', status } : undefined);
    const cwd = podRepository(['web:1.0', 'tool']);
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error: pod\.yaml:8:12: docker\.io\/library\/web:1\.0 cannot be pinned: \S+ answered 40[13]/,
    );
    expect(read(cwd, 'pod.yaml')).toContain('image: tool:latest@sha256:');
  });

  test('429: exit code 2, the rest of the registry is not asked, another one is written', async () => {
    const hub = await startHub();
    const quay = await startFakeUpstream({ 'a/b': { tags: { '1': imageManifest([]) }, blobs: [] } });
    onTestFinished(() => quay.kill());
    hub.fault = () => ({ kind: 'status', status: 429, headers: { 'Retry-After': '3600' } });
    const tags = Array.from({ length: 9 }, (_, at) => `web:${at}`);
    const cwd = podRepository([...tags, 'quay.io/a/b:1']);
    const { code, stderr } = await pin(hub, cwd, ['--write', '--upstream', `quay.io=${quay.url}`]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot be pinned: \S+ answered 429; it answers again in 60 minutes/);
    expect(stderr).toMatch(/error: 5 more tags not asked, since docker\.io limits the rate: /);
    expect(hub.seen.length).toBeLessThanOrEqual(4);
    expect(read(cwd, 'pod.yaml')).toContain(`image: quay.io/a/b:1@${tagged(quay, 'a/b', '1').digest}`);
    expect(lockIn(cwd).map(({ repository }) => repository)).toEqual(['quay.io/a/b']);
  });

  test('429 with a Retry-After that can be waited for', async () => {
    const hub = await startHub();
    hub.fault = () =>
      hub.seen.length === 1 ? { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } : undefined;
    const cwd = podRepository(['tool']);
    expect(await pin(hub, cwd, ['--write'])).toMatchObject({ code: 0, stderr: '1 file written\n' });
  });

  test('a registry that is down: exit code 2, nothing is written, one line for what was not asked', async () => {
    const hub = await startHub();
    await hub.kill();
    const cwd = podRepository(['web:1.0', 'tool', 'web:2', 'web:3', 'web:4', 'web:5', 'web:6']);
    const before = read(cwd, 'pod.yaml');
    for (const mode of [['--write'], ['--check']]) {
      const { code, stdout, stderr } = await pin(hub, cwd, mode);
      expect({ mode, code, stdout }).toEqual({ mode, code: 2, stdout: '' });
      expect(stderr).toMatch(/docker\.io\/library\/tool:latest cannot be pinned: .*ECONNREFUSED/);
      expect(stderr).toMatch(/more tags not asked, since docker\.io does not answer/);
    }
    expect(read(cwd, 'pod.yaml')).toBe(before);
    expect(existsSync(join(cwd, lockName))).toBe(false);
  });

  test('a digest in the header that is none of the registry: it is not written', async () => {
    const hub = await startHub();
    const wrong = `sha256:${'0'.repeat(64)}`;
    hub.fault = ({ method }) =>
      method === 'HEAD' ? { kind: 'headers', headers: { 'Docker-Content-Digest': wrong } } : undefined;
    const cwd = podRepository(['web:1.0']);
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect(code).toBe(1);
    expect(stderr).toContain(`${wrong} for the tag, and does not have it`);
    expect(read(cwd, 'pod.yaml')).toBe(pod('web:1.0'));
  });

  test('few pulls are left: the digest is written, the platforms wait', async () => {
    const hub = await startHub();
    const limits = (remaining: string) =>
      ({
        kind: 'headers',
        headers: { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': remaining },
      }) as const;
    hub.fault = () => limits('3;w=21600');
    const cwd = podRepository(['web:1.0']);
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: the platforms of docker\.io\/library\/web:1\.0 are not recorded/);
    expect(hub.count('GET', '/manifests/')).toBe(0);
    expect(lockIn(cwd)[0]).not.toHaveProperty('platforms');
    const { resolved } = lockIn(cwd)[0] ?? {};
    hub.fault = () => limits('90;w=21600');
    await pin(hub, cwd, ['--update', '--write']);
    expect(lockIn(cwd)).toMatchObject([{ platforms: ['linux/amd64', 'linux/arm64/v8'], resolved }]);
  });
});

describe('--via', () => {
  test('a cache is asked for what its rules serve', async () => {
    const hub = await startHub();
    const cache = await startCache(hub, {
      registry: {
        loginServer: 'team.azurecr.io',
        rules: [{ name: 'docker-hub', source: 'docker.io/*', target: 'hub/*' }],
        credentialSets: [],
        own: [],
        exempt: [],
        existingRepositories: [],
      },
    });
    const cwd = podRepository(['web:1.0', 'quay.io/a/b:1']);
    const { code, stderr } = await startPullthrough(['pin', '--write', '--via', cache.server.url], cwd).ended;
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        '1 file written\nwarning: pod.yaml:10:12: quay.io/a/b:1 is not pinned: no cache rule serves it; --via upstream asks its own registry (spec.containers[1].image)\n',
    });
    expect(read(cwd, 'pod.yaml')).toContain(`image: web:1.0@${tagged(hub, 'library/web', '1.0').digest}`);
    expect(lockIn(cwd)).toMatchObject([
      { repository: 'docker.io/library/web', platforms: ['linux/amd64', 'linux/arm64/v8'] },
    ]);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no registry', ['--via', 'a b'], /error: --via a b is no registry/],
    ['a cache that is not configured', ['--via', 'cache', '--no-config'], /error: no registry is configured/],
    ['standard input', ['-'], /error: images are pinned in their files/],
    ['--check with --write', ['--check', '--write'], /error: --check only looks/],
    ['an address that is none', ['--upstream', 'docker.io'], /this is not HOST=URL/],
  ])('%s is an error', async (_, args, message) => {
    const { code, stdout, stderr } = await startPullthrough(['pin', ...args], podRepository(['web:1.0']))
      .ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('the lock file', () => {
  test('one that cannot be read ends the command before anything is asked', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0'], { [lockName]: '{"version": 9}' });
    const { code, stderr } = await pin(hub, cwd, ['--write']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `error: ${lockName}: has the version 9; this release reads 1\n  restore it from git, or remove it: every tag is then asked for anew\n`,
    });
    expect(hub.seen).toEqual([]);
    expect(read(cwd, 'pod.yaml')).toBe(pod('web:1.0'));
  });

  test('one that cannot be written keeps the files as they were', async () => {
    const hub = await startHub();
    const cwd = podRepository(['web:1.0']);
    const { code, stderr } = await pin(hub, cwd, ['--write', '--lock', 'pod.yaml/lock.json']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: pod\.yaml\/lock\.json: not a directory \(ENOTDIR\)\n {2}nothing was written\n$/,
    );
    expect(read(cwd, 'pod.yaml')).toBe(pod('web:1.0'));
  });
});

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { pullthrough, repository, startPullthrough } from '../support/cli.ts';
import { builders, isRoot, need, output } from './programs.ts';
import { helm } from './registry/programs.ts';

const rewrite = ['rewrite', '--registry', 'team.azurecr.io', '--no-config', '-q'];

/** What each name becomes; the tags and digests behind them stay. */
const throughCache: Readonly<Record<string, string>> = {
  'docker.io/library/redis': 'team.azurecr.io/docker-hub/library/redis',
  'quay.io/acme/tool': 'team.azurecr.io/quay/acme/tool',
  'ghcr.io/acme/web': 'team.azurecr.io/ghcr/acme/web',
  nginx: 'team.azurecr.io/docker-hub/library/nginx',
};

/** A text in which every image is the cached one, and nothing else another. */
function expected(text: string): string {
  return text.replace(
    /(docker\.io\/library\/redis|quay\.io\/acme\/tool|ghcr\.io\/acme\/web|\bnginx)(?=[:@])/g,
    (name) => throughCache[name] ?? name,
  );
}

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const manifests = {
  'base/kustomization.yaml': 'resources: [web.yaml, job.yaml, prometheus.yaml]\n',
  'base/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      initContainers: [{ name: init, "image": 'nginx:1.27' , args: [--x] }]
      containers:
        - name: web
          image: &web "ghcr.io/acme/web@${digest}"   # the shop
        - name: again
          image: *web
        - name: folded
          image: >-
            quay.io/acme/tool:v1
          args: [--image=quay.io/acme/tool:v2]
`,
  'base/job.yaml':
    '{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"job"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"docker.io/library/redis:7"}]}}}}\n',
  'base/prometheus.yaml':
    'apiVersion: monitoring.coreos.com/v1\r\nkind: Prometheus\r\nmetadata: { name: p }\r\nspec:\r\n  image: quay.io/acme/tool:v3\r\n',
  'overlay/kustomization.yaml': `resources: [../base]
namePrefix: prod-
patches:
  - target: { kind: Deployment }
    patch: |-
      - op: add
        path: /spec/template/spec/containers/-
        value: { name: patched, image: nginx:1.28 }
`,
};

describe.each(builders)('$name', (builder) => {
  it('builds what was rewritten in place with other references alone, and undone to the letter', (context) => {
    const program = need(builder, context);
    const root = repository(manifests);
    const build = (): string => output(program, [...builder.command, join(root, 'overlay')], root);
    const before = build();
    expect(before.match(/nginx:1|redis:7|tool:v|acme\/web@/g)?.length).toBe(8);
    expect(pullthrough([...rewrite, '--write'], root)).toMatchObject({ code: 0 });
    expect(build()).toBe(expected(before));
    expect(pullthrough([...rewrite, '--undo', '--write'], root)).toMatchObject({ code: 0 });
    for (const [file, text] of Object.entries(manifests))
      expect(readFileSync(join(root, file), 'utf8')).toBe(text);
  });
});

test('helm renders a chart that was rewritten in place with other references alone', (context) => {
  const program = need(helm, context);
  const root = repository({
    'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'values.yaml': `image: { registry: ghcr.io, repository: acme/web, tag: 1.2.0 }
sidecar: "quay.io/acme/tool:v1" # beside it
cache:
  image: docker.io/library/redis
  tag: "7"
`,
    'templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: {{ .Release.Name }} }
spec:
  containers:
    - { name: web, image: "{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}" }
    - { name: side, image: {{ .Values.sidecar | quote }} }
    - { name: cache, image: {{ printf "%s:%s" .Values.cache.image .Values.cache.tag }} }
    - name: literal
      image: nginx:{{ .Chart.Version }}
`,
  });
  const template = (): string => output(program, ['template', 'shop', root], root);
  const before = template();
  expect(pullthrough([...rewrite, '--write'], root)).toMatchObject({ code: 0 });
  const after = template();
  expect(after).toBe(expected(before));
  expect(after.match(/team\.azurecr\.io\//g)?.length).toBe(4);
});

/** Many files, every other one in a spelling that only a note can bring back. */
function many(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 400 }, (_, number) => {
      const image = number % 2 === 0 ? 'docker.io/library/redis:7' : 'nginx:1';
      const pod = `apiVersion: v1\nkind: Pod\nmetadata: { name: p${number} }\nspec: { containers: [{ name: c, image: ${image} }] }\n`;
      return [`${String(number).padStart(3, '0')}.yaml`, pod];
    }),
  );
}

const textAt = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

/** Until a file is another one than before, or the program has ended. */
async function untilWritten(
  running: ReturnType<typeof startPullthrough>,
  root: string,
  file: string,
): Promise<void> {
  const before = many()[file];
  while (running.child.exitCode === null && textAt(root, file) === before)
    await new Promise((done) => setImmediate(done));
}

test.each(['000.yaml', '137.yaml'])(
  'killed when it had written %s, rewrite leaves each file old or new, and ends its work and undoes it later',
  async (file) => {
    const files = many();
    const root = repository(files);
    const running = startPullthrough([...rewrite, '--write'], root);
    await untilWritten(running, root, file);
    running.child.kill('SIGKILL');
    await running.ended;
    for (const [name, text] of Object.entries(files))
      expect([text, expected(text)]).toContain(textAt(root, name));
    expect(pullthrough([...rewrite, '--write'], root)).toMatchObject({ code: 0 });
    for (const [name, text] of Object.entries(files)) expect(textAt(root, name)).toBe(expected(text));
    expect(pullthrough([...rewrite, '--undo', '--write'], root)).toMatchObject({ code: 0 });
    for (const [name, text] of Object.entries(files)) expect(textAt(root, name)).toBe(text);
  },
);

test('what somebody changes while rewrite writes stays theirs, with a message', async () => {
  const files = many();
  // The program is stopped before it comes to the last file; on a busy machine it may have been faster.
  for (let attempt = 0; attempt < 20; attempt++) {
    const root = repository(files);
    const running = startPullthrough([...rewrite, '--write'], root);
    await untilWritten(running, root, '000.yaml');
    running.child.kill('SIGSTOP');
    const theirs = `${files['399.yaml']}# mine\n`;
    const inTime = textAt(root, '399.yaml') === files['399.yaml'];
    if (inTime) writeFileSync(join(root, '399.yaml'), theirs);
    running.child.kill('SIGCONT');
    const { code, stderr } = await running.ended;
    if (!inTime) continue;
    expect([code, stderr]).toEqual([2, expect.stringContaining('399.yaml: was changed by someone else')]);
    expect(textAt(root, '399.yaml')).toBe(theirs);
    expect(textAt(root, '398.yaml')).toBe(expected(files['398.yaml'] ?? ''));
    return;
  }
  throw new Error('the program was never stopped in time');
});

test('a file that may not be written stays as it is, with a message, and the others are written', () => {
  const pod = many()['001.yaml'] ?? '';
  const root = repository({ 'a.yaml': pod, 'locked.yaml': pod, 'z.yaml': pod });
  const programs = join(root, 'programs');
  mkdirSync(programs);
  for (const name of readdirSync('dist').filter((each) => each.endsWith('.cjs')))
    cpSync(join('dist', name), join(programs, name));
  writeFileSync(join(root, '.gitignore'), 'programs\n');
  chmodSync(join(root, 'locked.yaml'), 0o444);
  // Nothing is refused to root: the program runs as nobody then, whose everything else is.
  const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
  if (isRoot) {
    for (const path of ['.', '.git', 'a.yaml', 'z.yaml']) chownSync(join(root, path), 65534, 65534);
  }
  const { status, stderr } = spawnSync(process.execPath, [join(programs, 'cli.cjs'), ...rewrite, '--write'], {
    cwd: root,
    encoding: 'utf8',
    ...nobody,
  });
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/locked\.yaml: permission denied .*left as it is/),
  ]);
  expect(['a.yaml', 'locked.yaml', 'z.yaml'].map((file) => textAt(root, file))).toEqual([
    expected(pod),
    pod,
    expected(pod),
  ]);
});

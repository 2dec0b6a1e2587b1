import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const registry = 'team.azurecr.io';

/** One of the images, by its number: a third each on Docker Hub, quay.io and ghcr.io. */
function image(number) {
  const [name, target] = [
    [`nginx${number}`, `docker-hub/library/nginx${number}`],
    [`quay.io/org${number}/app`, `quay/org${number}/app`],
    [`ghcr.io/org${number}/app`, `ghcr/org${number}/app`],
  ][number % 3];
  return { name, reference: `${name}:1.${number}`, cached: `${registry}/${target}` };
}

function deployment(number, images) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${number}
  labels: { app: app-${number} }
spec:
  replicas: 2
  selector:
    matchLabels: { app: app-${number} }
  template:
    metadata:
      labels: { app: app-${number} }
    spec:
      containers:
        - name: main
          image: ${image(number % images).reference}
          args: ["--port=8080", "--log-level=info"]
          env:
            - { name: REGION, value: eu }
          ports:
            - containerPort: 8080
          resources:
            requests: { cpu: 100m, memory: 64Mi }
`;
}

const spec = `spec:
  registry: ${registry}
  rules:
    - { name: docker-hub-library, source: docker.io/library/*, target: docker-hub/library/* }
    - { name: quay-all, source: quay.io/*, target: quay/* }
    - { name: ghcr-all, source: ghcr.io/*, target: ghcr/* }
`;

const cache = (annotations) =>
  `apiVersion: pullthrough.dev/v1\nkind: ImageCache\nmetadata:\n  name: image-cache\n${annotations}${spec}`;

/** The kustomizations of the bench, for each number of different images; gives their directories. */
export function makeTrees(folder, objects, counts) {
  const home = join(folder, 'home');
  const program = placeProgram(home, 'dist/plugins/kustomize/ImageCache');
  const at = (kind, count) => join(folder, `${kind}-${count}`);
  for (const count of counts) {
    const manifests = Array.from({ length: objects }, (_, number) => deployment(number, count)).join('---\n');
    const entries = Array.from({ length: count }, (_, number) => {
      const { name, cached } = image(number);
      return `  - name: ${name.replaceAll('.', '\\.')}\n    newName: ${cached}\n`;
    });
    const listed = 'transformers: [image-cache.yaml]\n';
    const annotations = `  annotations:\n    config.kubernetes.io/function: |\n      exec: { path: ${program} }\n`;
    write(at('none', count), manifests, '');
    write(at('block', count), manifests, `images:\n${entries.join('')}`);
    write(at('legacy', count), manifests, listed, cache(''));
    write(at('function', count), manifests, listed, cache(annotations));
  }
  return {
    home,
    program,
    none: (count) => at('none', count),
    block: (count) => at('block', count),
    legacy: (count) => at('legacy', count),
    function: (count) => at('function', count),
  };
}

function write(folder, manifests, more, imageCache) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'all.yaml'), manifests);
  writeFileSync(join(folder, 'kustomization.yaml'), `resources: [all.yaml]\n${more}`);
  if (imageCache !== undefined) writeFileSync(join(folder, 'image-cache.yaml'), imageCache);
}

function placeProgram(home, source) {
  const folder = join(home, 'pullthrough.dev/v1/imagecache');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'ImageCache');
  copyFileSync(source, program);
  chmodSync(program, 0o755);
  return program;
}

/** What kustomize hands the plugin: its arguments and its standard input, recorded by a plugin that echoes them. */
export function recordedInput(kustomize, trees, count) {
  const folder = join(trees.home, '../recorder');
  const recorded = { config: join(folder, 'config.yaml'), stream: join(folder, 'stream.yaml') };
  mkdirSync(folder, { recursive: true });
  const script = join(folder, 'record.sh');
  writeFileSync(script, `#!/bin/sh\ncp "$1" '${recorded.config}'\nexec tee '${recorded.stream}'\n`);
  const home = join(folder, 'home');
  placeProgram(home, script);
  const args = ['build', '--enable-alpha-plugins', trees.legacy(count)];
  const { status, stderr } = spawnSync(kustomize, args, {
    env: { ...process.env, KUSTOMIZE_PLUGIN_HOME: home },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return recorded;
}

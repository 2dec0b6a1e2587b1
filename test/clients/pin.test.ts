import { createHash } from 'node:crypto';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { normalizeReference, repositoryName } from '../../src/image/index.ts';
import { repository, startPullthrough } from '../support/cli.ts';
import { clientOutput } from '../support/clients/run-client.ts';
import { send, startServer } from '../support/registry/server.ts';
import { builders, need, output } from './programs.ts';
import { crane, skopeo } from './registry/programs.ts';
import { openStage, temporaryFolder } from './registry/stage.ts';
import { overlays } from './shop.ts';

const hosts = [
  'docker.io',
  'docker.elastic.co',
  'gcr.io',
  'ghcr.io',
  'k8s.gcr.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'quay.io',
  'registry.k8s.io',
];

const manifestType = 'application/vnd.oci.image.manifest.v1+json';

/** The manifest of an image that nobody has built: its name makes it another one than all others. */
function manifestOf(name: string): Buffer {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf('{}'), size: 2 };
  return Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers: [], annotations: { name } }),
  );
}

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Runs `pin --write` against registries that have every image, under its repository's path. */
async function pinAll(cwd: string): Promise<void> {
  const served = new Map<string, Buffer>();
  const server = await startServer(({ url, method }, response) => {
    const [, path, reference = ''] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url) ?? [];
    const bytes = served.get(reference) ?? manifestOf(`${path}:${reference}`);
    served.set(digestOf(bytes), bytes);
    const headers = {
      'content-type': manifestType,
      'content-length': bytes.length,
      'docker-content-digest': digestOf(bytes),
    };
    send(response, 200, headers, method === 'HEAD' ? '' : bytes);
  });
  const upstreams = hosts.flatMap((host) => ['--upstream', `${host}=${server.url}`]);
  const { code, stderr } = await startPullthrough(['pin', '--write', ...upstreams], cwd).ended;
  await server.close();
  expect(code, stderr).toBe(0);
}

const podHeader = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n';

const imageLine = /^(\s*(?:- )?(?:image|imageName|reference): )(\S+)$/;

/** The line as it has to be once its image is pinned. */
function pinnedLine(line: string): string {
  const [, field = '', image = ''] = imageLine.exec(line) ?? [];
  const parsed = normalizeReference(image);
  if (image === '' || !parsed.ok || parsed.value.reference.digest !== undefined) return line;
  const { reference } = parsed.value;
  const { tag = 'latest' } = reference;
  const [, cached] =
    /^shopimages\.azurecr\.io\/docker-hub\/(library\/.+)$/.exec(repositoryName(reference)) ?? [];
  if (cached === undefined && !hosts.includes(reference.registry)) return line;
  const digest = digestOf(manifestOf(`${cached ?? reference.repository}:${tag}`));
  return `${field}${image}${reference.tag === undefined ? `:${tag}` : ''}@${digest}`;
}

interface Trees {
  /** The sample repository, as it is and pinned. */
  readonly before: string;
  readonly pinned: string;
  /** Pinned entries that rename and set tags. */
  readonly renaming: string;
}

let made: Promise<Trees> | undefined;
/** Pinned once for all programs. */
function trees(): Promise<Trees> {
  made ??= makeTrees();
  return made;
}

async function makeTrees(): Promise<Trees> {
  const [before, pinned] = [repository({}), repository({})];
  for (const root of [before, pinned]) cpSync('fixtures/shop', root, { recursive: true });
  await pinAll(pinned);
  const containers = ['app', 'nginx:1', 'redis:placeholder', 'quay.io/a/b:3'].map(
    (image, at) => `  - {name: c${at}, image: "${image}"}\n`,
  );
  const renaming = repository({
    'base/pods.yaml': `${podHeader}${containers.join('')}`,
    'base/kustomization.yaml':
      'resources: [pods.yaml]\nimages:\n- name: app\n  newName: ghcr.io/acme/app\n  newTag: "2"\n- {name: redis, newTag: "7"}\n',
    'overlay/kustomization.yaml':
      "resources: [../base]\nimages:\n  - name: ghcr.io/acme/app\n    newName: ghcr.io/acme/app-next\n  - newTag: '1.27' # kept\n    name: nginx\n",
  });
  await pinAll(renaming);
  return { before, pinned, renaming };
}

describe.each(builders)('$name', (builder) => {
  const build = (root: string, folder: string, context: TestContext): string =>
    output(need(builder, context), [...builder.command, join(root, folder)], root);

  it.for(overlays)(
    'builds %s of the sample with digests, and no other difference',
    async (overlay, context) => {
      const { before, pinned } = await trees();
      const old = build(before, overlay, context);
      const now = build(pinned, overlay, context);
      expect(now.split('\n')).toEqual(old.split('\n').map(pinnedLine));
      expect(now.split('@sha256:').length).toBeGreaterThan(old.split('@sha256:').length + 5);
    },
  );

  it('builds entries that set tags to tag and digest, also where an overlay renames', async (context) => {
    const { renaming } = await trees();
    const named = (path: string): string => digestOf(manifestOf(path));
    const images = build(renaming, 'overlay', context)
      .split('\n')
      .flatMap((line) => imageLine.exec(line)?.[2] ?? []);
    expect(images).toEqual([
      `ghcr.io/acme/app-next:2@${named('acme/app-next:2')}`,
      `nginx:1.27@${named('library/nginx:1.27')}`,
      `redis:7@${named('library/redis:7')}`,
      `quay.io/a/b:3@${named('a/b:3')}`,
    ]);
  });
});

describe('clients pull what is pinned', () => {
  it('through the cache that was asked', async (context) => {
    const [skopeoPath, cranePath] = [need(skopeo, context), need(crane, context)];
    const { cache, shelf } = await openStage(context);
    const cwd = repository({
      'pullthrough.yaml':
        'registry: team.azurecr.io\nrules:\n  - { name: docker-hub, source: docker.io/*, target: docker-hub/* }\n',
      'pod.yaml': `${podHeader}  - {name: a, image: "team.azurecr.io/docker-hub/library/app:1.0"}\n`,
    });
    const { code, stderr } = await startPullthrough(['pin', '--write', '--via', cache.url], cwd).ended;
    expect(code, stderr).toBe(0);
    const { stdout } = await startPullthrough(['scan', '--output', 'json'], cwd).ended;
    const { uses } = JSON.parse(stdout) as { readonly uses: readonly { readonly image: string }[] };
    const [, pinned = ''] = /^team\.azurecr\.io\/(.+)$/.exec(uses[0]?.image ?? '') ?? [];
    const [root] = shelf.app.manifests.filter(({ digest }) => pinned.endsWith(digest));
    expect(pinned).toBe(`docker-hub/library/app:1.0@${root?.digest}`);
    const folder = temporaryFolder();
    const raw = await clientOutput(cranePath, ['manifest', '--insecure', `${cache.host}/${pinned}`], {
      cwd: folder,
    });
    expect(digestOf(raw.trimEnd())).toBe(root?.digest);
    // skopeo takes a tag or a digest, and not both.
    const byDigest = `docker://${cache.host}/${pinned.replace(':1.0@', '@')}`;
    const args = ['copy', '--all', '--preserve-digests', '--src-tls-verify=false', byDigest, 'dir:copied'];
    await clientOutput(skopeoPath, args, { cwd: folder });
  });
});

import { onTestFinished } from 'vitest';
import { repository } from './cli.ts';
import { type FakeUpstream, startFakeUpstream } from './server/fake-upstream.ts';
import { content, document, imageManifest, ociIndex, randomBlob } from './server/images.ts';

/** A Docker Hub with one image for two platforms, `library/web`, and one for a single platform, `library/tool`. */
export async function startHub(): Promise<FakeUpstream> {
  const layers = [randomBlob(70_000), randomBlob(50_000)];
  const configs = ['amd64', 'arm64'].map((architecture) =>
    content(JSON.stringify({ architecture, os: 'linux' })),
  );
  const manifests = configs.map((config) => imageManifest(layers, config));
  const platforms = [
    { os: 'linux', architecture: 'amd64' },
    { os: 'linux', architecture: 'arm64', variant: 'v8' },
  ];
  const index = document(
    {
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: manifests.map(({ mediaType, digest, bytes }, at) => ({
        mediaType,
        digest,
        size: bytes.length,
        platform: platforms[at],
      })),
    },
    ociIndex,
  );
  const tool = imageManifest(layers.slice(1), content('{"architecture":"amd64"}'));
  const upstream = await startFakeUpstream({
    'library/web': { tags: { '1.0': index }, manifests, blobs: [...layers, ...configs] },
    'library/tool': { tags: { latest: tool }, blobs: [...layers, content('{"architecture":"amd64"}')] },
  });
  onTestFinished(() => upstream.kill());
  return upstream;
}

export const hubConfiguration = `registry: team.azurecr.io
rules:
  - { name: docker-hub, source: docker.io/*, target: hub/* }
`;

/** A repository whose one pod pulls the given images, with a rule for Docker Hub. */
export function podRepository(
  images: readonly string[],
  files: Readonly<Record<string, string>> = {},
): string {
  const containers = images.map((image, at) => `  - { name: c${at}, image: "${image}" }\n`).join('');
  return repository({
    'pullthrough.yaml': hubConfiguration,
    'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: shop }\nspec:\n  containers:\n${containers}`,
    ...files,
  });
}

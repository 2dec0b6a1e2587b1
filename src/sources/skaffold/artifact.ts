import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import { imageAt, imagesAt } from '../spot-images.ts';

/** The names of the images that a part of a configuration builds. */
export function builtBy(spot: Spot): readonly string[] {
  return artifactsOf(spot).flatMap((artifact) => textAt(artifact, nameKey(artifact))?.value ?? []);
}

function artifactsOf(spot: Spot): readonly Spot[] {
  return spotsIn(spotAt(spot, 'build'), 'artifacts');
}

/** `imageName` until v1alpha4. */
function nameKey(artifact: Spot): string {
  return textAt(artifact, 'image') === undefined ? 'imageName' : 'image';
}

const buildFields: readonly string[] = [
  'dockerImage',
  'kanikoImage',
  'mavenImage',
  'gradleImage',
  'packImage',
  'koImage',
];

/** What is built, and the images that its builders take (skaffold, `docs-v2/content/en/schemas`). Dockerfiles are read where they are. */
export function artifactImages(spot: Spot): readonly FoundImage[] {
  const cloudBuild = spotAt(spot, 'build', 'googleCloudBuild');
  const patches = spotsIn(spot, 'patches').filter((patch) =>
    /^\/build\/artifacts\/\d+\/image$/.test(textAt(patch, 'path')?.value ?? ''),
  );
  return [
    ...artifactsOf(spot).flatMap(imagesOfArtifact),
    ...buildFields.flatMap((field) => imageAt(cloudBuild, field)),
    ...patches.flatMap((patch) => imageAt(patch, 'value', 'push')),
  ];
}

function imagesOfArtifact(artifact: Spot): readonly FoundImage[] {
  const kaniko = spotAt(artifact, 'kaniko') ?? spotAt(artifact, 'docker', 'kaniko');
  const packs = ['buildpacks', 'buildpack'].flatMap((key) => spotAt(artifact, key) ?? []);
  return [
    ...imageAt(artifact, nameKey(artifact), 'push'),
    ...imagesAt(spotAt(artifact, 'docker'), 'cacheFrom'),
    ...imageAt(kaniko, 'image'),
    ...imageAt(kaniko, 'initImage'),
    ...packs.flatMap((pack) => [
      ...imageAt(pack, 'builder'),
      ...imageAt(pack, 'runImage'),
      ...imagesAt(pack, 'buildpacks').flatMap(behindDocker),
    ]),
    ...['jib', 'ko'].flatMap((key) => imageAt(spotAt(artifact, key), 'fromImage', 'build')),
  ];
}

const SCHEME = 'docker://';

/** A buildpack is an image behind `docker://`; others are ids, paths and archives. */
function behindDocker(image: FoundImage): readonly FoundImage[] {
  const { value, span, pieces } = image;
  if (!value.startsWith(SCHEME)) return [];
  const inner = value.slice(SCHEME.length);
  const plain = pieces === undefined && span.end - span.start === value.length;
  const at = { start: span.start + SCHEME.length, end: span.end };
  return [{ ...image, value: inner, ...(plain ? { span: at } : { pieces: [] }) }];
}

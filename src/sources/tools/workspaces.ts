import {
  fieldAt,
  itemsAt,
  literal,
  partOf,
  pathOf,
  type Reading,
  reportChoices,
  type Spot,
  textAt,
  writtenAt,
} from '../ci/index.ts';
import { pulls, pushes, type Tool } from './tool.ts';

/** Tools with which people develop. */
export const workspaces: readonly Tool[] = [
  // batect.dev, `docs/reference/config/containers`
  { files: /(?:^|\/)batect(?:-bundle)?\.ya?ml$/, fields: pulls('containers.*.image') },
  // gitpod.io/docs, `references/gitpod-yml`
  { files: /(?:^|\/)\.gitpod\.ya?ml$/, fields: pulls('image'), scripts: ['tasks[].*'] },
  // devfile.io, `docs/2.3.0/devfile-schema`
  {
    files: /(?:^|\/)\.?devfile[^/]*\.ya?ml$/,
    fields: [
      ...pulls('components[].container.image', 'components[].image'),
      ...pushes('components[].image.imageName'),
    ],
  },
  // okteto.com/docs, `reference/okteto-manifest`
  {
    files: /(?:^|\/)(?:okteto[^/]*|\.okteto\/.+)\.ya?ml$/,
    fields: [
      ...pulls('dev.*.image', 'dev.*.initContainer.image', 'dev.*.services[].image', 'test.*.image'),
      ...pulls('deploy.image', 'destroy.image', 'image', 'services.*.image'),
      ...pushes('build.*.image'),
    ],
  },
  // devspace.sh, `docs/configuration`
  {
    files: /(?:^|\/)devspace[^/]*\.ya?ml$/,
    fields: [
      ...pulls('dev.*.devImage', 'dev.*.containers.*.devImage', 'profiles[].patches[].value.devImage'),
      ...pushes('images.*.image'),
    ],
  },
  // docs.lando.dev, `config/services`
  {
    files: /(?:^|\/)\.lando(?:\.[\w-]+)?\.ya?ml$/,
    fields: pulls('services.*.image', 'services.*.overrides.image', 'services.*.services.image'),
  },
  // pre-commit.com, `supported languages`
  { files: /(?:^|\/)\.pre-commit-config\.ya?ml$/, fields: [], read: readHooks },
];

/** `language: docker_image`: the first word of `entry` that is no option is the image. */
function readHooks(root: Spot, reading: Reading): void {
  for (const hook of itemsAt(fieldAt(root, 'repos')).flatMap((repo) => itemsAt(fieldAt(repo, 'hooks')))) {
    if (textAt(fieldAt(hook, 'language')) !== 'docker_image') continue;
    const entry = fieldAt(hook, 'entry');
    const text = writtenAt(entry, reading.source);
    if (entry === undefined || text === undefined) continue;
    const [, options = '', image = ''] =
      /^((?:\s*--?[\w-]+(?:[= ][^\s-]\S*)?\s+)*)(\S+)/.exec(text.value) ?? [];
    if (image === '') continue;
    const part = partOf(text, options.length, options.length + image.length);
    reportChoices(reading, [literal(part)], part.spanOf(0, image.length), pathOf(entry));
  }
}

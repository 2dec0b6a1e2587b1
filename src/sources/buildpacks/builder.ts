import type { TomlTable } from '../../formats/toml/index.ts';
import { locatedImage } from '../buildpack-locator.ts';
import type { FoundImage } from '../image-use.ts';
import { type At, imageIn, imagesIn, tableIn, tablesIn } from '../toml-images.ts';

const MIRROR = {
  reach: 'conditional',
  when: 'the application is exported to the registry of the mirror',
} as const;

/** `builder.toml`: what a builder is made of, and what the applications run on that it builds (buildpacks.io, `builder-config`). */
export function builderImages(root: TomlTable): readonly FoundImage[] | undefined {
  const at: At = { table: root, path: '' };
  const stack = tableIn(at, 'stack');
  const build = tableIn(at, 'build');
  const run = tableIn(at, 'run');
  const packs = ['buildpacks', 'extensions'].flatMap((key) => tablesIn(at, key));
  if (stack === undefined && build === undefined && run === undefined && packs.length === 0) return undefined;
  const runImages = tablesIn(run, 'images');
  const mirrors = [
    ...imagesIn(stack, 'run-image-mirrors'),
    ...runImages.flatMap((image) => imagesIn(image, 'mirrors')),
  ];
  return [
    ...imageIn(stack, 'build-image').map(asBase),
    ...imageIn(build, 'image').map(asBase),
    ...imageIn(stack, 'run-image'),
    ...runImages.flatMap((image) => imageIn(image, 'image')),
    ...mirrors.map((image) => ({ ...image, ...MIRROR })),
    ...packs.flatMap((pack) => [...locatedImage(pack), ...imageIn(pack, 'image')]),
    ...imageIn(tableIn(at, 'lifecycle'), 'image'),
  ];
}

function asBase(image: FoundImage): FoundImage {
  return { ...image, purpose: 'build' };
}

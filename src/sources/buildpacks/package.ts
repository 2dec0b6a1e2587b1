import type { TomlTable } from '../../formats/toml/index.ts';
import { locatedImage } from '../buildpack-locator.ts';
import type { FoundImage } from '../image-use.ts';
import { type At, imageIn, tableIn, tablesIn } from '../toml-images.ts';

/** `package.toml`: a buildpack and those that it needs, as `pack buildpack package` takes them (buildpacks.io, `package-config`). */
export function packageImages(root: TomlTable): readonly FoundImage[] | undefined {
  const at: At = { table: root, path: '' };
  const own = [tableIn(at, 'buildpack'), tableIn(at, 'extension')].flatMap((each) => each ?? []);
  const needed = tablesIn(at, 'dependencies');
  if (own.length === 0 && needed.length === 0) return undefined;
  return [
    ...[...own, ...needed].flatMap((each) => locatedImage(each)),
    // The field of old.
    ...needed.flatMap((each) => imageIn(each, 'image')),
  ];
}

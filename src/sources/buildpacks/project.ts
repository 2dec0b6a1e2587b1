import type { TomlTable } from '../../formats/toml/index.ts';
import { locatedImage } from '../buildpack-locator.ts';
import type { FoundImage } from '../image-use.ts';
import { type At, imageIn, tableIn, tablesIn } from '../toml-images.ts';

/**
 * `project.toml`: the builder and the buildpacks that an application is built with (buildpacks/spec, `project-descriptor.md`), also
 * in the schema 0.1, where they stand under `build`.
 */
export function projectImages(root: TomlTable): readonly FoundImage[] | undefined {
  const at: At = { table: root, path: '' };
  const io = tableIn(at, 'io');
  const current = io && tableIn(io, 'buildpacks');
  const first = current === undefined ? tableIn(at, 'build') : undefined;
  if (current === undefined && first === undefined) return undefined;
  return [
    ...[current, first].flatMap((each) => imageIn(each, 'builder')),
    ...groupsOf(current).flatMap((group) => locatedImage(group)),
    ...tablesIn(first, 'buildpacks').flatMap((buildpack) => locatedImage(buildpack)),
  ];
}

/** Buildpacks in place of the builder's, before them and after them. */
function groupsOf(buildpacks: At | undefined): readonly At[] {
  if (buildpacks === undefined) return [];
  return [buildpacks, tableIn(buildpacks, 'pre'), tableIn(buildpacks, 'post')].flatMap((at) =>
    tablesIn(at, 'group'),
  );
}

import { at, resolve, scalarText, type YamlNode } from '../../formats/yaml/index.ts';
import type { FoundImage } from '../image-use.ts';

const CONTAINERS = /^(?:docker|podman|containers|default)$/;

/** `${DISTRO:-rockylinux9}`, `${DISTRO-rockylinux9}` */
const VARIABLE = /\$\{(\w+)(?::?-([^}]*))?\}/g;

/** The images that Molecule runs a role's tests in, with the defaults of variables of the environment. */
export function moleculeImages(root: YamlNode): readonly FoundImage[] {
  const driver = scalarText(at(root, ['driver', 'name'])) ?? 'docker';
  const platforms = at(root, ['platforms']);
  if (platforms?.kind !== 'seq' || !CONTAINERS.test(driver)) return [];
  return platforms.items.flatMap((item, index): readonly FoundImage[] => {
    const platform = resolve(item);
    const image = at(platform, ['image']);
    if (image?.kind !== 'scalar' || image.value === '') return [];
    const built = scalarText(at(platform, ['pre_build_image'])) === 'true';
    return [
      {
        span: image.content,
        ...valueOfText(image.value, image.content),
        path: `platforms[${index}].image`,
        // Molecule builds its own image on it unless it is told that this has been done.
        purpose: built ? 'pull' : 'build',
        confidence: 'certain',
        reach: 'default',
      },
    ];
  });
}

function valueOfText(
  text: string,
  span: FoundImage['span'],
): Pick<FoundImage, 'value' | 'pieces' | 'unresolved'> {
  let missing: string | undefined;
  const value = text.replace(VARIABLE, (_, name: string, standard: string | undefined) => {
    if (standard === undefined) missing ??= name;
    return standard ?? '';
  });
  if (missing !== undefined)
    return { value, unresolved: { code: 'variable', reason: `variable ${missing} has no value here` } };
  return value === text ? { value } : { value, pieces: [{ role: 'reference', value: text, span }] };
}

import { childOf, childrenOf, type XmlElement, type XmlText } from '../../formats/xml/index.ts';
import type { Purpose } from '../image-use.ts';

/** A text of a configuration that names an image. */
export interface NamedImage {
  readonly text: XmlText;
  /** Below the configuration: `from.image`. */
  readonly path: string;
  readonly purpose: Purpose;
  /** Says where a buildpack is, which need not be an image. */
  readonly buildpack?: true;
  /** The names under which images are built here: no registry is asked for them. */
  readonly local?: ReadonlySet<string>;
}

/** The images that a plugin is told, by its artifactId; none for other plugins. */
export function pluginImages(plugin: string, configuration: XmlElement): readonly NamedImage[] {
  switch (plugin) {
    case 'jib-maven-plugin':
      return [
        ...imageAt(configuration, 'build', 'from', 'image'),
        ...imageAt(configuration, 'push', 'to', 'image'),
      ];
    case 'spring-boot-maven-plugin':
      return [
        ...imageAt(configuration, 'push', 'image', 'name'),
        ...imageAt(configuration, 'build', 'image', 'builder'),
        ...imageAt(configuration, 'build', 'image', 'runImage'),
        ...childrenOf(childOf(configuration, 'image', 'buildpacks'), 'buildpack').map(
          ({ text }, index): NamedImage => ({
            text,
            path: `image.buildpacks[${index}]`,
            purpose: 'pull',
            buildpack: true,
          }),
        ),
      ];
    case 'docker-maven-plugin':
    case 'kubernetes-maven-plugin':
    case 'openshift-maven-plugin':
    case 'fabric8-maven-plugin':
      return [
        ...listedImages(configuration),
        // Spotify's plugin of the same name.
        ...imageAt(configuration, 'build', 'baseImage'),
      ];
    default:
      return [];
  }
}

function imageAt(
  configuration: XmlElement,
  purpose: Purpose,
  ...names: readonly string[]
): readonly NamedImage[] {
  const element = childOf(configuration, ...names);
  return element === undefined || element.text.value === ''
    ? []
    : [{ text: element.text, path: names.join('.'), purpose }];
}

/** `images`: what is built and what only runs (dmp.fabric8.io, `Image configuration`). */
function listedImages(configuration: XmlElement): readonly NamedImage[] {
  const images = childrenOf(childOf(configuration, 'images'), 'image');
  const local = new Set(
    images
      .filter((image) => childOf(image, 'build') !== undefined)
      .flatMap((image) => ['name', 'alias'].flatMap((key) => childOf(image, key)?.text.value ?? [])),
  );
  return images.flatMap((image, index) => {
    const built = childOf(image, 'build') !== undefined;
    return [
      ...imageAt(image, built ? 'push' : 'pull', 'name'),
      ...imageAt(image, 'build', 'build', 'from'),
      ...imageAt(image, 'build', 'build', 'fromExt', 'name'),
    ].map((named) => ({ ...named, path: `images[${index}].${named.path}`, local }));
  });
}

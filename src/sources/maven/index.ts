import { childOf, type XmlElement, type XmlText } from '../../formats/xml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { isBuildpackImage } from '../buildpack-locator.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import type { FoundImage, Purpose } from '../image-use.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { imagesOf } from '../text-values.ts';
import { unresolvedText } from '../unresolved-text.ts';
import { isElsewhere, placeholderOf, withoutScheme } from './locations.ts';
import { pluginImages } from './plugin-images.ts';
import { conditionOf, configurationsOf, profilesOf } from './plugins.ts';
import { projectOf } from './project.ts';
import { expanded, type Scope } from './values.ts';

/** Maven projects: what Jib, Spring Boot and the Docker plugins build on, run and push. */
export const maven: Source = {
  id: 'maven',
  endings: ['.xml', '.pom'],
  claims: (path) => /(?:^|\/)pom\.xml$|\.pom$/.test(path),
  hints: ['image>', '<from>', 'build-image.'],
  extract: extractProject,
};

function extractProject(source: SourceText, context: ExtractContext): Extraction | undefined {
  const project = projectOf(source, context);
  if (project === undefined) return undefined;
  const scopeIn = (profile: XmlElement | undefined): Scope => ({
    project,
    profile,
    given: context.variables ?? {},
  });
  const found = configurationsOf(project.root).flatMap(({ plugin, element, path, profile }) =>
    pluginImages(plugin, element).flatMap((named): readonly FoundImage[] => {
      if (named.buildpack === true && !isBuildpackImage(named.text.value)) return [];
      if (named.purpose !== 'push' && named.local?.has(named.text.value) === true) return [];
      const place = { path: `${path}.${named.path}`, purpose: named.purpose };
      return imagesAt(scopeIn(profile), named.text, place, named.buildpack === true);
    }),
  );
  const used = new Set(
    found.flatMap(({ span, pieces = [] }) =>
      [span, ...pieces.map((piece) => piece.span)].map(({ start }) => start),
    ),
  );
  const properties = [undefined, ...profilesOf(project.root)].flatMap((profile) =>
    (childOf(profile ?? project.root, 'properties')?.children ?? []).flatMap(({ name, text }) =>
      used.has(text.span.start) ? [] : propertyImages(scopeIn(profile), name, text),
    ),
  );
  return { found: [...found, ...properties].sort((a, b) => a.span.start - b.span.start), problems: [] };
}

interface NamedPlace {
  readonly path: string;
  readonly purpose: Purpose;
}

function imagesAt(
  scope: Scope,
  text: XmlText,
  place: NamedPlace,
  isBuildpack = false,
): readonly FoundImage[] {
  const stripped = withoutScheme(text);
  if (!isBuildpack && isElsewhere(text.value)) return [];
  const when = conditionOf(scope.profile);
  return imagesOf([expanded(scope, scope.project, stripped)], scope.project.source.path, stripped.span).map(
    (image) => {
      const unresolved = image.unresolved ?? unresolvedText(image.value) ?? placeholderOf(image.value);
      return {
        ...image,
        ...(stripped.verbatim || image.pieces !== undefined ? {} : { pieces: [] }),
        ...(unresolved === undefined ? {} : { unresolved }),
        ...place,
        confidence: 'certain',
        ...(when === undefined ? { reach: 'default' } : { reach: 'conditional', when }),
      };
    },
  );
}

/** Properties that plugins read without being told to. */
const readByPlugins: Readonly<Record<string, Purpose>> = {
  'jib.from.image': 'build',
  'jib.to.image': 'push',
  'spring-boot.build-image.builder': 'build',
  'spring-boot.build-image.runImage': 'build',
  'spring-boot.build-image.imageName': 'push',
  'quarkus.jib.base-jvm-image': 'build',
  'quarkus.jib.base-native-image': 'build',
  'quarkus.container-image.image': 'push',
};

/** Any other property is likely an image where both its name and its value say so. */
function propertyImages(scope: Scope, name: string, text: XmlText): readonly FoundImage[] {
  const place = { path: `properties.${name}`, purpose: readByPlugins[name] ?? 'pull' };
  if (readByPlugins[name] !== undefined) return text.value === '' ? [] : imagesAt(scope, text, place);
  if (!isImageKey(name.replaceAll('.', '_'))) return [];
  return imagesAt(scope, text, place)
    .filter((image) => image.unresolved === undefined && evidenceOf(image.value) === 'strong')
    .map((image) => ({ ...image, confidence: 'likely' }));
}

import { encode, type Value } from '../../formats/expressions/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { dockerImage } from '../azure/index.ts';
import {
  type Circumstances,
  embeddedYaml,
  imagesOf,
  inFile,
  valuesAt,
  valuesImages,
} from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { moduleImagePaths } from './module-types.ts';

/**
 * The images among the parameters of a module. What a module does with them stands elsewhere: but for modules that are known, only
 * what is called an image and can be nothing else counts.
 */
export function moduleImages(
  value: Value,
  path: string,
  modulePath: string,
  source: SourceText,
  span: Span,
  about: Circumstances,
): readonly FoundImage[] {
  const params = value.kind === 'object' ? value.entries.get('params') : undefined;
  if (params === undefined) return [];
  const at = `${path}.params`;
  const certain = moduleImagePaths(modulePath).flatMap((inner) =>
    valuesAt({ value: params, path: at, conditions: [] }, inner).flatMap((located) =>
      imagesOf(located, source, span, about),
    ),
  );
  const seen = new Set(certain.map((image) => image.path));
  return [
    ...certain,
    ...siteImages(params, at, source, span, about),
    ...namedImages(params, at, source, span, about).filter((image) => !seen.has(image.path)),
  ];
}

/** Where modules for sites take `linuxFxVersion`, which says itself whether it names an image. */
const FX_VERSIONS = [
  'linuxFxVersion',
  'windowsFxVersion',
  'siteConfig.linuxFxVersion',
  'siteConfig.windowsFxVersion',
  'slots[].siteConfig.linuxFxVersion',
];

function siteImages(
  params: Value,
  path: string,
  source: SourceText,
  span: Span,
  about: Circumstances,
): readonly FoundImage[] {
  return FX_VERSIONS.flatMap((inner) => valuesAt({ value: params, path, conditions: [] }, inner)).flatMap(
    ({ value, ...located }) => {
      const image = dockerImage(value);
      return image === undefined ? [] : imagesOf({ ...located, value: image }, source, span, about);
    },
  );
}

/** What is called an image in a value of which nothing else is known. */
export function namedImages(
  value: Value,
  path: string,
  source: SourceText,
  span: Span,
  about: Circumstances,
): readonly FoundImage[] {
  const embedded = value.kind === 'object' ? embeddedYaml(encode(value)) : undefined;
  const root = embedded?.stream.documents[0]?.root;
  if (embedded === undefined || root === undefined) return [];
  return valuesImages(root)
    .map((image) => ({ ...image, ...inFile(image, embedded, source.path, span) }))
    .filter(({ confidence, unresolved, value: known }) =>
      unresolved === undefined ? confidence === 'likely' : known.includes('/'),
    )
    .map(({ path: inner, ...image }) => ({
      ...about,
      ...image,
      reach: about.reach,
      path: `${path}.${inner}`,
    }));
}

import {
  field,
  formatPath,
  type PathSegment,
  scalarText,
  walkTree,
  type YamlAlias,
  type YamlMap,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage, ObjectIdentity } from '../image-use.ts';
import { readManifest, unmasked } from '../templated.ts';
import { referenceAt, type YamlText } from '../yaml-text.ts';
import { keysOf, literalKey } from './field-path.ts';
import { follow } from './follow.ts';
import type { ImageField, ImagePlaces } from './image-field.ts';
import { type FoundReference, imagesAt } from './images-at.ts';
import { namedValues } from './named-values.ts';

export type { ImageField, ImagePlaces } from './image-field.ts';

/** What the user's own fields say of one file, over what its source finds there. */
export interface ConfiguredImages {
  readonly found: readonly FoundImage[];
  /** Places that hold no image, though they look like it. */
  readonly none: readonly Span[];
}

/** Reads YAML and JSON for the fields and names of the configuration. */
export interface ConfiguredFields {
  readonly claims: (path: string) => boolean;
  readonly hints: readonly string[];
  readonly extract: (source: SourceText) => ConfiguredImages;
}

/** `matches` tells whether a path from the root matches a glob. */
export function configuredFields(
  { fields, flags }: ImagePlaces,
  matches: (glob: string, path: string) => boolean,
): ConfiguredFields {
  const compiled = fields.map((rule) => ({ rule, keys: keysOf(rule.path) }));
  const names = new Set(flags);
  const hints = fields.map((rule) => rule.value ?? literalKey(rule.path) ?? '');
  const isWanted = ({ files }: ImageField, path: string): boolean =>
    files === undefined || matches(files, path);
  return {
    claims: (path) =>
      /\.(?:ya?ml|json)$/i.test(path) && (names.size > 0 || fields.some((rule) => isWanted(rule, path))),
    hints: [...hints, ...flags],
    extract: (source) => {
      const { stream, masked } = readManifest(source, false);
      const found: FoundImage[] = [];
      const none: Span[] = [];
      const wanted = compiled.filter(({ rule }) => isWanted(rule, source.path));
      const say = (
        image: FoundReference,
        place: Pick<FoundImage, 'path' | 'object'>,
        purpose: ImageField['purpose'],
      ) => {
        if (purpose === 'none') none.push(image.span);
        else
          found.push({
            ...image,
            ...place,
            purpose: purpose ?? 'pull',
            confidence: 'certain',
            reach: 'default',
          });
      };
      for (const { root } of stream.documents) {
        if (root === undefined) continue;
        walkTree(root, ({ node, path, via }) => {
          for (const { text, segment } of namedValues(node, names))
            say(referenceAt(outermost(text, via)), { path: formatPath([...path, segment]) }, undefined);
          if (node.kind !== 'map') return undefined;
          for (const { rule, keys } of wanted) {
            if (!beginsAt(rule, node, path)) continue;
            const object = identityOf(node);
            for (const reached of follow(node, keys, via))
              for (const image of imagesAt(reached, rule))
                say(image.image, { path: formatPath(image.path), ...object }, rule.purpose);
          }
          return undefined;
        });
      }
      return { found: masked ? found.map((image) => unmasked(image, source)) : found, none };
    },
  };
}

/** Fields of kinds begin at each object of the kind, wherever it stands; others at the document. */
function beginsAt(
  { group, version, kind }: ImageField,
  node: YamlMap,
  path: readonly PathSegment[],
): boolean {
  if (group === undefined && version === undefined && kind === undefined) return path.length === 0;
  const apiVersion = scalarText(field(node, 'apiVersion')?.value);
  if (apiVersion === undefined) return false;
  const slash = apiVersion.lastIndexOf('/');
  return (
    (kind === undefined || kind === scalarText(field(node, 'kind')?.value)) &&
    (group === undefined || group === apiVersion.slice(0, Math.max(0, slash))) &&
    (version === undefined || version === apiVersion.slice(slash + 1))
  );
}

function identityOf(map: YamlMap): { readonly object?: ObjectIdentity } {
  const apiVersion = scalarText(field(map, 'apiVersion')?.value);
  const kind = scalarText(field(map, 'kind')?.value);
  if (apiVersion === undefined || kind === undefined) return {};
  const metadata = field(map, 'metadata')?.value;
  const name = scalarText(field(metadata, 'name')?.value);
  const namespace = scalarText(field(metadata, 'namespace')?.value);
  return {
    object: {
      apiVersion,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    },
  };
}

function outermost({ scalar, via }: YamlText, outer: YamlAlias | undefined): YamlText {
  return { scalar, via: outer ?? via };
}

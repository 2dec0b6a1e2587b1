import { at, field, type YamlAlias, type YamlNode } from '../formats/yaml/index.ts';
import { parseReference } from '../image/index.ts';
import { textOf } from './image-map.ts';
import type { FoundImage, Piece } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';
import { pieceOf, placeOf, type YamlText } from './yaml-text.ts';

/** A registry that values give for all images of a chart. */
export interface CommonRegistry {
  /** `global.imageRegistry`. */
  readonly key: string;
  readonly text: YamlText;
}

/** Bitnami and many after it; Grafana; Rancher; cert-manager. */
const places: readonly (readonly [parents: readonly string[], key: string])[] = [
  [['global'], 'imageRegistry'],
  [['global', 'image'], 'registry'],
  [['global', 'cattle'], 'systemDefaultRegistry'],
  [[], 'imageRegistry'],
];

/** Istio's hub has names of its own below it, which are the chart's. */
const alone: typeof places = [...places, [['global'], 'hub']];

/** The registry that the values give for all images; undefined when they give none. */
export function commonRegistry(root: YamlNode, via: YamlAlias | undefined): CommonRegistry | undefined {
  return registryAt(places, root, via);
}

function registryAt(
  wanted: typeof places,
  root: YamlNode,
  via: YamlAlias | undefined,
): CommonRegistry | undefined {
  for (const [parents, key] of wanted) {
    const parent = parents.length === 0 ? root : at(root, parents);
    const text = textOf(field(parent, key), via);
    if (text !== undefined) return { key: [...parents, key].join('.'), text };
  }
  return undefined;
}

/** A registry that no image in the values takes: those that do are the chart's own. It is no image, and `mention` says so. */
export function registryAlone(
  root: YamlNode,
  via: YamlAlias | undefined,
  absentChart: string,
): readonly FoundImage[] {
  const common = registryAt(alone, root, via);
  if (common === undefined) return [];
  const { key, text } = common;
  const reason = `a registry that ${absentChart} may put in front of its own images, which are not visible`;
  return [
    {
      span: placeOf(text),
      value: text.scalar.value,
      unresolved: { code: 'not-visible', reason },
      path: key,
      purpose: 'mention',
      confidence: 'possible',
      reach: 'default',
      origin: [key],
    },
  ];
}

/**
 * An image with the registry that the values give for all of them, as charts put it in front of what is split over
 * fields. Only the chart knows whether it does: `possible`. A name that has a registry is left as it is.
 */
export function withCommonRegistry(image: FoundImage, { key, text }: CommonRegistry): FoundImage {
  const { pieces, value } = image;
  const repository = pieces?.find(({ role }) => role === 'repository');
  if (pieces === undefined || repository === undefined) return image;
  const parsed = parseReference(repository.value);
  if (!parsed.ok || parsed.value.parts.registry !== undefined) return image;
  const own = pieces[0]?.role === 'registry' ? pieces[0] : undefined;
  // The same field is both where the map of the image is the root.
  if (own !== undefined && own.span.start === text.scalar.content.start) return image;
  const registry: Piece = pieceOf(text, 'registry');
  const rest = own === undefined ? value : value.slice(own.value.replace(/\/$/, '').length + 1);
  const composed = `${registry.value.replace(/\/$/, '')}/${rest}`;
  const unresolved = unresolvedText(composed);
  const { unresolved: _, ...known } = image;
  return {
    ...known,
    value: composed,
    pieces: [registry, ...pieces.filter((piece) => piece !== own)],
    ...(unresolved === undefined ? {} : { unresolved }),
    confidence: 'possible',
    origin: [key, ...(image.origin ?? []).slice(own === undefined ? 0 : 1)],
  };
}

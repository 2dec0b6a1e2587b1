import { fieldsOf, isNull, type YamlAlias, type YamlField, type YamlMap } from '../formats/yaml/index.ts';
import type { FoundImage, Piece, PieceRole } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';
import { pieceOf, placeOf, type YamlText } from './yaml-text.ts';

/**
 * An image whose reference is split over fields: `{ registry, repository, tag, digest }` and its many spellings. The
 * piece `registry` may carry a path as well (`nvcr.io/nvidia`, Istio's `hub`), the piece `repository` a registry
 * where none stands beside it.
 */
export interface ImageParts {
  readonly registry?: YamlText;
  readonly repository: YamlText;
  readonly tag?: YamlText;
  readonly digest?: YamlText;
}

/** Spellings in charts and custom resources, the more telling first. */
export const spellings = {
  registry: ['registry', 'imageRegistry', 'hub'],
  repository: ['repository', 'repo', 'imageRepository', 'imageName', 'image', 'name'],
  tag: ['tag', 'imageTag', 'versionTag', 'version'],
  digest: ['digest', 'imageDigest', 'digestHash', 'sha256', 'sha', 'hash'],
} as const;

/** The parts of an image in the fields of one map; undefined when no field names a repository. */
export function imageParts(map: YamlMap, via: YamlAlias | undefined): ImageParts | undefined {
  const texts = textsOf(map, via);
  const repository = pick(texts, spellings.repository);
  if (repository === undefined) return undefined;
  const image = texts.get('image');
  if (image !== undefined && texts.get('repository') === repository && !texts.has('registry')) {
    // NVIDIA's operators: `repository` is the path that `image` stands under.
    return withVersion({ registry: repository, repository: image }, texts);
  }
  let registry = pick(texts, spellings.registry);
  // Istio: an image with a slash is whole and the hub is left out (`injection-template.yaml`).
  if (registry === texts.get('hub') && repository.scalar.value.includes('/')) registry = undefined;
  return withVersion(registry === undefined ? { repository } : { registry, repository }, texts);
}

function withVersion(name: ImageParts, texts: ReadonlyMap<string, YamlText>): ImageParts {
  const tag = pick(texts, spellings.tag);
  const digest = pick(texts, spellings.digest);
  return { ...name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function textsOf(map: YamlMap, via: YamlAlias | undefined): ReadonlyMap<string, YamlText> {
  const texts = new Map<string, YamlText>();
  for (const field of fieldsOf(map)) {
    const text = textOf(field, via);
    if (text !== undefined) texts.set(field.key, text);
  }
  return texts;
}

function pick(texts: ReadonlyMap<string, YamlText>, names: readonly string[]): YamlText | undefined {
  const name = names.find((candidate) => texts.has(candidate));
  return name === undefined ? undefined : texts.get(name);
}

/** The text of a field that says something: null and the empty string are left out. */
export function textOf(field: YamlField | undefined, via: YamlAlias | undefined): YamlText | undefined {
  if (field?.value.kind !== 'scalar' || isNull(field.value) || field.value.value.trim() === '')
    return undefined;
  return { scalar: field.value, via: via ?? field.via };
}

/** The reference that the parts make together, as charts compose it: `registry/repository:tag@digest`. */
export function composeImage(
  parts: ImageParts,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> {
  const { registry, repository, tag, digest } = parts;
  const inOrder: readonly (readonly [PieceRole, YamlText | undefined, string])[] = [
    ['registry', registry, ''],
    ['repository', repository, registry === undefined ? '' : '/'],
    ['tag', tag, ':'],
    ['digest', digest, '@'],
  ];
  let value = '';
  const pieces: Piece[] = [];
  for (const [role, text, before] of inOrder) {
    if (text === undefined) continue;
    value += before + written(role, text.scalar.value);
    pieces.push(pieceOf(text, role));
  }
  const unresolved = unresolvedText(value);
  return {
    span: placeOf(registry ?? repository),
    value,
    pieces,
    ...(unresolved === undefined ? {} : { unresolved }),
  };
}

const BARE_HEX = /^[0-9a-f]{64}$/;

/** A piece as it stands in a reference: a registry without its last slash, a bare hash with its algorithm. */
function written(role: PieceRole, value: string): string {
  if (role === 'registry') return value.endsWith('/') ? value.slice(0, -1) : value;
  return role === 'digest' && BARE_HEX.test(value) ? `sha256:${value}` : value;
}

import { fieldsOf, isNull, type YamlAlias, type YamlField, type YamlMap } from '../formats/yaml/index.ts';
import { type ImageShape, shapes } from './image-shapes.ts';
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
  /** Stands between the registry and the repository, with a slash behind it. */
  readonly namespace?: YamlText;
  /** Begins the repository's last part. */
  readonly prefix?: YamlText;
  readonly repository: YamlText;
  readonly suffix?: YamlText;
  readonly tag?: YamlText;
  readonly digest?: YamlText;
}

/** The parts of an image in the fields of one map; undefined when no field names a repository. */
export function imageParts(map: YamlMap, via: YamlAlias | undefined): ImageParts | undefined {
  const texts = textsOf(map, via);
  for (const shape of shapes) {
    if (!shape.needs.every((key) => texts.has(key)) || shape.lacks?.some((key) => texts.has(key))) continue;
    const parts = partsOf(shape, texts);
    if (parts !== undefined) return parts;
  }
  return undefined;
}

function partsOf(shape: ImageShape, texts: ReadonlyMap<string, YamlText>): ImageParts | undefined {
  const found: Writable<Partial<ImageParts>> = {};
  for (const part of PARTS) {
    const name = shape.parts[part]?.find((key) => texts.has(key));
    const text = name === undefined ? undefined : texts.get(name);
    if (text !== undefined) found[part] = text;
  }
  const { repository } = found;
  if (repository === undefined) return undefined;
  if (shape.wholeWithSlash && repository.scalar.value.includes('/')) {
    delete found.registry;
    delete found.namespace;
  }
  return { ...found, repository };
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const PARTS = ['registry', 'namespace', 'prefix', 'repository', 'suffix', 'tag', 'digest'] as const;

function textsOf(map: YamlMap, via: YamlAlias | undefined): ReadonlyMap<string, YamlText> {
  const texts = new Map<string, YamlText>();
  for (const field of fieldsOf(map)) {
    const text = textOf(field, via);
    if (text !== undefined) texts.set(field.key, text);
  }
  return texts;
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
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> & { readonly pieces: readonly Piece[] } {
  let value = '';
  let before = '';
  const pieces: Piece[] = [];
  for (const part of PARTS) {
    const text = parts[part];
    if (text === undefined) continue;
    const { role, mark, joint } = joints[part];
    value += (mark ?? before) + written(role, text.scalar.value);
    before = joint;
    pieces.push(pieceOf(text, role));
  }
  const unresolved = unresolvedText(value);
  return {
    span: placeOf(parts.registry ?? parts.repository),
    value,
    pieces,
    ...(unresolved === undefined ? {} : { unresolved }),
  };
}

interface Joint {
  readonly role: PieceRole;
  /** Stands before the part, whatever the part before says. */
  readonly mark?: string;
  /** Stands between the part and the name that follows. */
  readonly joint: string;
}

const joints: Readonly<Record<(typeof PARTS)[number], Joint>> = {
  registry: { role: 'registry', joint: '/' },
  namespace: { role: 'repository', joint: '/' },
  prefix: { role: 'repository', joint: '' },
  repository: { role: 'repository', joint: '' },
  suffix: { role: 'repository', joint: '' },
  tag: { role: 'tag', mark: ':', joint: '' },
  digest: { role: 'digest', mark: '@', joint: '' },
};

const BARE_HEX = /^[0-9a-f]{64}$/;

/** A piece as it stands in a reference: a registry without its last slash, a bare hash with its algorithm. */
function written(role: PieceRole, value: string): string {
  if (role === 'registry') return value.endsWith('/') ? value.slice(0, -1) : value;
  return role === 'digest' && BARE_HEX.test(value) ? `sha256:${value}` : value;
}

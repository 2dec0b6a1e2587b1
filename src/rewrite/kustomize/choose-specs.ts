import {
  type FieldSpec,
  fieldSpecFor,
  type ImageEntry,
  matchesEntry,
  pathOfText,
  splitImage,
  textsOfSpec,
} from '../../kustomize/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { soleRepository } from '../../sources/kustomize/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { UnreachableImage } from './types.ts';

interface SpecsRequest<T extends ImageUse> {
  readonly unreachable: readonly UnreachableImage<T>[];
  /** The entries that there are and those that are added besides. */
  readonly entries: readonly ImageEntry[];
  /** The manifests and patches that the kustomization builds. */
  readonly manifests: readonly SourceText[];
}

/** `value` of an environment variable or an argument: too many other texts stand in fields of this name. */
const EVERYWHERE = /^values?$/;

/**
 * The field specifications that make kustomize look for images in the fields that it passes over. One is chosen when all
 * that it comes to in the manifests is text, and when each text that an entry could rename is an image that is meant, and keeps its tag and digest.
 */
export function chooseSpecs<T extends ImageUse>({
  unreachable,
  entries,
  manifests,
}: SpecsRequest<T>): readonly FieldSpec[] {
  const byPath = new Map(manifests.map((source) => [source.path, source]));
  const meant = new Map<string, string>();
  const candidates = new Map<string, FieldSpec>();
  const names = new Set<string>();
  for (const { image, value, code } of unreachable) {
    const place = code === 'field' && isMeant(image) ? placeOf(image, byPath.get(image.file)) : undefined;
    if (place === undefined) continue;
    meant.set(`${image.file}\0${place.start}`, image.value);
    names.add(splitImage(value).name);
    candidates.set(JSON.stringify(place.spec), place.spec);
  }
  const stays = (value: string): boolean =>
    !names.has(splitImage(value).name) && !entries.some((entry) => matchesEntry(entry, value));
  return [...candidates.values()].filter((spec) => {
    const found = manifests.map((source) => ({ path: source.path, ...textsOfSpec(source, spec) }));
    const texts = found.flatMap(({ path, texts }) =>
      texts.map(({ value, start }) => ({ value, wanted: meant.get(`${path}\0${start}`) })),
    );
    // An image that is only a part of the text, as behind `oci://`, is nothing to kustomize.
    const some = texts.some(({ value, wanted }) => value === wanted);
    return (
      some &&
      !found.some(({ breaks }) => breaks) &&
      texts.every(({ value, wanted }) =>
        value === wanted ? !entries.some((entry) => setsVersion(entry, value)) : stays(value),
      )
    );
  });
}

/** Whether an entry that has not come to an image so far would give it another tag or digest. */
function setsVersion(entry: ImageEntry, value: string): boolean {
  if (!matchesEntry(entry, value)) return false;
  const { newTag = '', digest = '', tagSuffix = '' } = entry;
  const own = splitImage(value);
  return (
    (newTag !== '' && newTag !== own.tag) || (digest !== '' && digest !== own.digest) || tagSuffix !== ''
  );
}

function isMeant({ purpose, confidence }: ImageUse): boolean {
  return (purpose === 'pull' || purpose === 'build') && confidence !== 'possible';
}

/** The field that holds the name, and where its text begins. */
function placeOf(
  use: ImageUse,
  source: SourceText | undefined,
): { readonly spec: FieldSpec; readonly start: number } | undefined {
  const repository = soleRepository(use);
  const start = use.pieces === undefined ? use.span.start : repository?.start;
  if (source === undefined || start === undefined) return undefined;
  const path = repository === undefined ? use.path : pathOfText(source, start);
  const spec = path === undefined ? undefined : fieldSpecFor({ ...use, path });
  if (spec === undefined || EVERYWHERE.test(spec.path.split('/').at(-1) ?? '')) return undefined;
  return { spec, start };
}

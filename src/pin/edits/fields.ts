import type { ImageReference } from '../../image/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import { deviation } from '../../rewrite/in-place/prove.ts';
import type { Intended } from '../../rewrite/in-place/types.ts';
import type { Images } from '../../rewrite/in-place.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit } from '../../text/index.ts';
import { digestFieldEdit, fieldOfVersion, tagField } from './digest-field.ts';
import { digestBesideTag, entryDigestEdit } from './entry-digest.ts';
import { type FieldBeside, fieldsBeside } from './fields-beside.ts';
import type { PinEditsRequest, PlacedEdit } from './types.ts';

/** A use that gets its digest in a field beside its tag, and what that may come to, the best first. */
export interface FieldPin {
  readonly use: ImageUse;
  readonly edit: PlacedEdit;
  readonly outcomes: readonly ImageReference[];
}

/** The uses with a field for a digest. Uses that share one have to want the same of it; those that do not are left out. */
export function fieldPins({ wanted, textOf, kustomizationOf }: PinEditsRequest): readonly FieldPin[] {
  const besides = new Map<string, FieldBeside | undefined>();
  const besideIn = (file: string): FieldBeside | undefined => {
    if (!besides.has(file)) {
      const source = isYaml(file) ? textOf(file) : undefined;
      besides.set(file, source && fieldsBeside(source));
    }
    return besides.get(file);
  };
  const pins: FieldPin[] = [];
  for (const [use, reference] of wanted) {
    const { digest } = reference;
    if (digest === undefined || use.reference.digest !== undefined) continue;
    const edit = editOf(use, digest, besideIn, textOf, kustomizationOf);
    if (edit === undefined) continue;
    const { tag, ...untagged } = reference;
    // Many charts leave the tag out of an image with a digest.
    pins.push({
      use,
      edit,
      outcomes: isEntry(use) || isReplacement(use) ? [reference] : [reference, untagged],
    });
  }
  return agreed(pins);
}

function editOf(
  use: ImageUse,
  digest: string,
  besideIn: (file: string) => FieldBeside | undefined,
  textOf: PinEditsRequest['textOf'],
  kustomizationOf: (file: string) => Kustomization | undefined,
): PlacedEdit | undefined {
  if (isEntry(use)) {
    const kustomization = kustomizationOf(use.file);
    // As it was read in the scan, and still is.
    if (kustomization === undefined || textOf(use.file)?.text !== kustomization.source.text) return undefined;
    const edit = entryDigestEdit(kustomization, use.path, digest);
    return edit && { ...edit, file: use.file };
  }
  if (isReplacement(use)) {
    const tag = tagField(use);
    const source = tag && textOf(use.file);
    const edit = source && digestBesideTag(source, tag.span, digest);
    return edit && { ...edit, file: use.file };
  }
  const field = fieldOfVersion(use);
  if (field === undefined) return undefined;
  const file = field.file ?? use.file;
  const source = textOf(file);
  const beside = besideIn(file);
  if (source === undefined || beside === undefined) return undefined;
  const edit = digestFieldEdit(source, field, beside, digest);
  return edit && { ...edit, file };
}

/** An entry of a kustomization's `images:`. */
export function isEntry({ source, path }: ImageUse): boolean {
  return source === 'kustomize' && /^image(?:s|Tags)\[\d+\]\./.test(path);
}

/** An entry of the same form in Flux's Kustomization, or in a post-renderer of its HelmRelease. */
export function isReplacement({ source, path, object }: ImageUse): boolean {
  return (
    source === 'kubernetes' &&
    (object?.kind === 'Kustomization' || object?.kind === 'HelmRelease') &&
    /\.images\[\d+\]\.(?:newName|name)$/.test(path)
  );
}

function isYaml(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file);
}

function agreed(pins: readonly FieldPin[]): readonly FieldPin[] {
  const wanted = new Map<string, Set<string>>();
  for (const { edit } of pins) {
    const key = placeOf(edit);
    const texts = wanted.get(key) ?? new Set();
    wanted.set(key, texts.add(edit.replacement));
  }
  return pins.filter(({ edit }) => wanted.get(placeOf(edit))?.size === 1);
}

function placeOf({ file, span }: PlacedEdit): string {
  return `${span.start} ${file}`;
}

/** Each edit once, by file. */
export function editsOf(pins: readonly FieldPin[]): ReadonlyMap<string, readonly Edit[]> {
  const once = new Map(pins.map(({ edit }) => [placeOf(edit), edit]));
  const byFile = new Map<string, Edit[]>();
  for (const { file, span, replacement } of once.values()) {
    const edits = byFile.get(file);
    if (edits === undefined) byFile.set(file, [{ span, replacement }]);
    else edits.push({ span, replacement });
  }
  return byFile;
}

/** Past these many readings nothing is tried any more. */
const patientRounds = 5;

/** The pins that come to what they should when the edited texts are read again, each with the outcome that it has. */
export async function provenPins(
  all: readonly FieldPin[],
  before: Images,
  read: (edits: ReadonlyMap<string, readonly Edit[]>) => Promise<Images>,
): Promise<readonly FieldPin[]> {
  let pins = all;
  for (let round = 0; pins.length > 0 && round < patientRounds; round++) {
    const edits = editsOf(pins);
    const { failed, sideEffects } = deviation(before, await read(edits), edits, intentionsOf(pins));
    if (failed.length + sideEffects.length === 0) return pins;
    const wrong = new Set(failed);
    const files = new Set(sideEffects.map(({ file }) => file));
    const kept = pins.flatMap((pin): FieldPin[] => {
      if (wrong.has(pin.use))
        return pin.outcomes.length > 1 ? [{ ...pin, outcomes: pin.outcomes.slice(1) }] : [];
      return failed.length === 0 && (files.has(pin.edit.file) || files.has(pin.use.file)) ? [] : [pin];
    });
    // An edit is made for all of its uses or for none.
    const places = new Set(
      pins.filter((pin) => !kept.some(({ use }) => use === pin.use)).map(({ edit }) => placeOf(edit)),
    );
    const next = kept.filter(({ edit }) => !places.has(placeOf(edit)));
    pins = next.length === pins.length && next.every((pin, index) => pin === pins[index]) ? [] : next;
  }
  return [];
}

/** What each pinned use is to become. */
export function intentionsOf(pins: readonly FieldPin[]): ReadonlyMap<ImageUse, Intended> {
  return new Map(
    pins.flatMap(({ use, outcomes: [reference] }) =>
      reference === undefined ? [] : [[use, { reference, pieces: [] }] as const],
    ),
  );
}

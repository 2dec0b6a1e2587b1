import type { ImageReference } from '../../image/index.ts';
import { deviation } from '../../rewrite/in-place/prove.ts';
import {
  type FileEdits,
  type Images,
  type LeftUse,
  type Refusal,
  rewriteInPlaceLater,
} from '../../rewrite/in-place.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit } from '../../text/index.ts';
import { isChartVersion, tagField } from './digest-field.ts';
import { editsOf, fieldPins, intentionsOf, isEntry, isReplacement, provenPins } from './fields.ts';
import { tagReader } from './tag-readers.ts';
import type { PinEdits, PinEditsRequest } from './types.ts';

/**
 * The edits that pin uses: `digest` fields where there are some (entries of a kustomization's `images:`, values of charts), and
 * else `tag@digest` in the text that holds the tag. All of it is read again before it is given out: each use names the wanted
 * digest then, and all others are what they were. What cannot be proven is left, with the reason.
 */
export async function pinInPlace(
  request: PinEditsRequest,
  read: (edits: FileEdits) => Promise<Images>,
): Promise<PinEdits> {
  const { before, textOf, wanted, near, unsafe = false } = request;
  const pins = await provenPins(fieldPins(request), before, read);
  const byField = intentionsOf(pins);
  const rest = await rewriteInPlaceLater(
    {
      before,
      textOf,
      wanted: (use) => (byField.has(use) ? undefined : inText(use, wanted.get(use), request)),
      ...(near === undefined ? {} : { near }),
      unsafe,
    },
    read,
  );
  const inTexts = new Map(rest.changed.map(({ use, now, pieces }) => [use, { reference: now, pieces }]));
  const fieldEdits = editsOf(pins);
  const edits = merged(fieldEdits, rest.edits);
  const isProven =
    pins.length === 0 ||
    rest.edits.size === 0 ||
    isEmpty(deviation(before, await read(edits), edits, new Map([...byField, ...inTexts])));
  if (isProven) return { edits, changed: new Set([...byField.keys(), ...inTexts.keys()]), left: rest.left };
  const unproven = [...byField.keys()].map((use): LeftUse => ({ use, ...together }));
  return { edits: rest.edits, changed: new Set(inTexts.keys()), left: [...rest.left, ...unproven] };
}

const together: Refusal = {
  code: 'unproven',
  reason: 'with the other edits it would be read as another image',
};

function isEmpty({ failed, sideEffects }: ReturnType<typeof deviation>): boolean {
  return failed.length + sideEffects.length === 0;
}

/** What a use is to name by an edit of the text that it stands in. */
function inText(
  use: ImageUse,
  reference: ImageReference | undefined,
  request: PinEditsRequest,
): ImageReference | Refusal | undefined {
  if (reference === undefined || use.reference.digest !== undefined) return reference;
  if (isEntry(use) || isReplacement(use)) {
    return shape('its entry is written in a way that takes no digest line');
  }
  const { pieces } = use;
  if (pieces === undefined || pieces.some(({ role }) => role === 'reference')) return reference;
  const tag = tagField(use);
  if (tag === undefined) return shape('no text of the files holds its tag, and nothing else');
  if (isChartVersion(tag))
    return shape('its tag is the version of the chart: name tag and digest in the values');
  if (tag.key === undefined && !isComposed(use))
    return shape('no file here shows what becomes of its tag field, and there is no field for a digest');
  const reader = request.unsafe === true ? undefined : tagReader(use, tag, request.before.uses, request);
  if (reader === undefined) return reference;
  const reason = `its tag is also read by ${reader}, where a digest in it may do harm; --unsafe puts it there`;
  return { code: 'shared', reason, unsafe: true };
}

function shape(reason: string): Refusal {
  return { code: 'shape', reason };
}

/** Its text shows how it is put together: it has a `${`, a function or a template in it. */
function isComposed({ raw }: ImageUse): boolean {
  return /[$[({%]/.test(raw);
}

function merged(a: FileEdits, b: FileEdits): FileEdits {
  const all = new Map<string, readonly Edit[]>(a);
  for (const [file, edits] of b) all.set(file, [...(all.get(file) ?? []), ...edits]);
  return all;
}

import { formatReference } from '../image/index.ts';
import { groupPlaces, type KustomizeImagesPlan } from '../rewrite/kustomize-images.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';

/** An image that an `images:` block does not redirect, or not everywhere. */
interface Note {
  readonly image: ImageUse;
  readonly value: string;
  /** What is to be said of it, with `is` or `are` in front. */
  readonly remark: string;
}

/** As many places as a group is shown with. */
const EXAMPLES = 2;

/**
 * Says which images the blocks do not redirect: one line for each kind of object and field, with the number of places and
 * the first of them, or all places with `all`.
 */
export function explainUnreached(
  plans: readonly KustomizeImagesPlan<ImageUse>[],
  all: boolean,
  warn: (message: string) => void,
): void {
  let hidden = false;
  for (const [remark, notes] of byRemark(notesOf(plans))) {
    for (const { kind, pattern, items } of groupPlaces(notes, ({ image }) => image)) {
      if (all || items.length === 1) {
        for (const note of items) warn(`${placeOf(note)}: ${note.value} is ${remark} (${note.image.path})`);
        continue;
      }
      const field = kind === undefined ? pattern : `${kind}, ${pattern}`;
      if (items.length > EXAMPLES) hidden = true;
      const places = items.slice(0, EXAMPLES).map(placeOf).join(' and ');
      warn(`${items.length} images are ${remark} (${field}), as at ${places}`);
    }
  }
  if (hidden) warn('--verbose names each of these images');
  if (plans.some(({ unreachable }) => unreachable.some(({ code }) => code !== 'refused'))) {
    warn(
      'what kustomize does not look into, the plugin reaches (`pullthrough kustomize --install-plugin`), and `pullthrough rewrite` edits in place',
    );
  }
}

/** Says which images kustomize itself writes behind its `images:` entries. */
export function explainWritten(unresolved: readonly UnresolvedUse[], warn: (message: string) => void): void {
  for (const { file, line, column, source, path, reason } of unresolved) {
    if (source === 'kustomize' && /(?:^|\.)targets\[/.test(path))
      warn(`${file}:${line}:${column}: ${reason}`);
  }
}

/** Each place once: several roots may build it. */
function notesOf(plans: readonly KustomizeImagesPlan<ImageUse>[]): readonly Note[] {
  const unreachable = plans.flatMap((plan) =>
    plan.unreachable.map(
      ({ image, value, reason }): Note => ({ image, value, remark: `not redirected: ${reason}` }),
    ),
  );
  const volumes = new Set(plans.flatMap((plan) => plan.needsNewKustomize));
  const conditional = [...volumes].map((image): Note => {
    const remark = 'redirected only by kustomize 5.7, kubectl 1.34 and later: an image volume';
    return { image, value: formatReference(image.reference), remark };
  });
  const notes = [...unreachable, ...conditional];
  return [...new Map(notes.map((note) => [`${placeOf(note)} ${note.value} ${note.remark}`, note])).values()];
}

function byRemark(notes: readonly Note[]): ReadonlyMap<string, readonly Note[]> {
  const groups = new Map<string, Note[]>();
  for (const note of notes) {
    const group = groups.get(note.remark);
    if (group === undefined) groups.set(note.remark, [note]);
    else group.push(note);
  }
  return groups;
}

function placeOf({ image: { file, line, column } }: Note): string {
  return `${file}:${line}:${column}`;
}

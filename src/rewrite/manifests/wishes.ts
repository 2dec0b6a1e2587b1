import type { Decision } from '../../cache/types.ts';
import type { ImageReference } from '../../image/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit, SourceText } from '../../text/index.ts';
import { nameEdits } from './name-edits.ts';
import type { Deviation } from './prove.ts';
import type { Wish } from './settle.ts';
import type { LeftUse, Refusal } from './types.ts';

/** What is to become of a use by itself, without regard to others that share its text. */
export function wishFor(
  source: SourceText,
  use: ImageUse,
  decide: (reference: ImageReference) => Decision,
): Wish {
  if (use.purpose !== 'pull' && use.purpose !== 'build') return { use, edits: [] };
  const decision = decide(use.reference);
  if (decision.status !== 'covered') return { use, edits: [] };
  if (use.confidence === 'possible') {
    return refused(use, { code: 'uncertain', reason: 'it may be something else than an image' });
  }
  const edits = nameEdits(source, use, decision.cached);
  if (!edits.ok) return refused(use, edits.error);
  const { registry, repository } = decision.cached;
  return { use, cached: { ...use.reference, registry, repository }, edits: edits.value };
}

/** The wishes without those that an attempt to grant them showed to go wrong. */
export function withoutSuspects(wishes: readonly Wish[], { failed, sideEffect }: Deviation): readonly Wish[] {
  const wrong = new Set(failed);
  return wishes.map((wish) => {
    // Only a field that several images share reaches beyond the image that it is edited for.
    const shares = sideEffect !== undefined && (wish.use.pieces?.length ?? 0) > 1;
    if (wish.cached === undefined || !(wrong.has(wish.use) || shares)) return wish;
    return refused(wish.use, { code: 'shape', reason: 'its fields would be read as another image' });
  });
}

/** Each edit once: uses that share a text agree on it. */
export function editsOf(granted: Iterable<Wish>): readonly Edit[] {
  const edits = [...granted].flatMap((wish) => wish.edits);
  return [...new Map(edits.map((edit) => [edit.span.start, edit])).values()];
}

export function leftOf(wishes: readonly Wish[], granted: ReadonlySet<Wish>): readonly LeftUse[] {
  return wishes.flatMap((wish) => {
    if (granted.has(wish)) return [];
    const refusal = wish.refusal ?? (wish.cached === undefined ? undefined : shared);
    return refusal === undefined ? [] : [{ use: wish.use, ...refusal }];
  });
}

const shared: Refusal = {
  code: 'shared',
  reason: 'its text also stands for something that is not to change',
};

function refused(use: ImageUse, refusal: Refusal): Wish {
  return { use, edits: [], refusal };
}

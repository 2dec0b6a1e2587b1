import type { Deviation, SideEffect } from './prove.ts';
import type { InPlaceRequest, Refusal } from './types.ts';
import type { Wish } from './wish.ts';

const misread: Refusal = { code: 'unproven', reason: 'its fields would be read as another image' };

/**
 * Who may have brought a deviation about, and the reason to be given: the uses that failed; for whatever else changed, those
 * with edits in what its file is read together with, first those whose old text can be seen in it, or that reach beyond
 * themselves. `all`: whoever is near; patience is over.
 */
export function suspectsOf(
  { granted }: { readonly granted: ReadonlySet<Wish> },
  { failed, sideEffects }: Deviation,
  { near }: InPlaceRequest,
  all: boolean,
): ReadonlyMap<Wish, Refusal> {
  const suspects = new Map<Wish, Refusal>();
  const wrong = new Set(failed);
  for (const wish of granted) if (wrong.has(wish.use)) suspects.set(wish, misread);
  // What else changed in a file with a use that failed may be what that use became.
  const explained = new Set(failed.map(({ file }) => file));
  const byFile = filesOf(granted);
  for (const effect of sideEffects) {
    if (explained.has(effect.file)) continue;
    const files = [...byFile.keys()].filter(
      (file) => file === effect.file || near?.(effect.file, file) === true,
    );
    const close = [...new Set(files.flatMap((file) => byFile.get(file) ?? []))];
    const chosen = choose(close.length > 0 ? close : [...granted], effect, all || close.length === 0);
    const reason = `the edit would reach further: ${effect.reason}`;
    const refusal: Refusal =
      effect.tolerable === true ? { code: 'shared', reason, unsafe: true } : { code: 'unproven', reason };
    for (const wish of chosen) suspects.set(wish, refusal);
  }
  return suspects;
}

function choose(close: readonly Wish[], { value }: SideEffect, all: boolean): readonly Wish[] {
  if (all) return close;
  const seen = close.filter(({ ways: [way] }) => way?.pieces.some(({ was }) => value.includes(was)));
  const reaching = close.filter(({ use }) => (use.pieces?.length ?? 0) > 1);
  return [seen, reaching, close].find((list) => list.length > 0) ?? [];
}

/** The wishes by the files that they edit. */
function filesOf(granted: Iterable<Wish>): ReadonlyMap<string, readonly Wish[]> {
  const byFile = new Map<string, Wish[]>();
  for (const wish of granted) {
    for (const file of new Set(wish.ways[0]?.edits.map((edit) => edit.file))) {
      const known = byFile.get(file);
      if (known === undefined) byFile.set(file, [wish]);
      else known.push(wish);
    }
  }
  return byFile;
}

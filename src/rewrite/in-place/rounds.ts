import type { ImageUse } from '../../sources/image-use.ts';
import { derivedEffects } from './derived.ts';
import { deviation } from './prove.ts';
import { settle } from './settle.ts';
import { suspectsOf } from './suspects.ts';
import type {
  Deviation,
  FileEdits,
  Images,
  InPlaceRequest,
  InPlaceResult,
  Intended,
  Refusal,
} from './types.ts';
import { refused, type Wish, wishFor } from './wish.ts';

/** A set of edits to be proven. */
export interface Round {
  readonly edits: FileEdits;
  readonly wishes: readonly Wish[];
  readonly granted: ReadonlySet<Wish>;
  readonly refused: ReadonlyMap<Wish, Refusal>;
  readonly number: number;
}

/** Past these many readings, whatever has to do with a deviation is left as it is. */
const patientRounds = 4;

/** What would be edited; the texts are asked for one after the other. */
export function firstRound(request: InPlaceRequest): Round {
  const sorted = [...request.before.uses].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const wishes = sorted.map((use) => wishFor(use, request));
  return roundOf(wishes, request, 1);
}

/** Grants what can be granted; what cannot be granted in one way is tried in the next. */
function roundOf(wishes: readonly Wish[], request: InPlaceRequest, number: number): Round {
  let current = wishes;
  for (;;) {
    const { granted, refused: reasons, edits } = settle(current, request);
    const next = current.map((wish) =>
      reasons.get(wish)?.code === 'shared' && wish.ways.length > 1
        ? { ...wish, ways: wish.ways.slice(1) }
        : wish,
    );
    if (next.every((wish, index) => wish === current[index])) {
      return { edits, wishes: current, granted, refused: reasons, number };
    }
    current = next;
  }
}

/** Judges a round by what the sources read in the edited texts: proven, or what to try next. */
export function judgeRound(
  round: Round,
  request: InPlaceRequest,
  after: Images,
): { readonly proven: InPlaceResult } | { readonly next: Round } {
  const intended = new Map<ImageUse, Intended>();
  for (const { use, wanted, ways } of round.granted) {
    if (wanted !== undefined) intended.set(use, { reference: wanted, pieces: ways[0]?.pieces ?? [] });
  }
  const compared = deviation(request.before, after, round.edits, intended);
  const found = {
    ...compared,
    sideEffects: [...compared.sideEffects, ...derivedEffects(after, intended)],
  };
  const tolerated = request.unsafe === true ? withoutTolerable(found) : found;
  if (tolerated.failed.length + tolerated.sideEffects.length === 0) return { proven: resultOf(round) };
  const suspects = suspectsOf(round, tolerated, request, round.number > patientRounds);
  const wishes = round.wishes.map((wish) => {
    const refusal = suspects.get(wish);
    if (refusal === undefined) return wish;
    const others = round.number >= patientRounds ? [] : wish.ways.slice(1);
    return others.length > 0 ? { ...wish, ways: others } : refused(wish.use, refusal);
  });
  return { next: roundOf(wishes, request, round.number + 1) };
}

/** With `unsafe`, what is no image that is decided about may change with the text that it is made of. */
function withoutTolerable({ failed, sideEffects }: Deviation): Deviation {
  return { failed, sideEffects: sideEffects.filter(({ tolerable }) => tolerable !== true) };
}

function resultOf({ edits, wishes, granted, refused: reasons }: Round): InPlaceResult {
  const changed = wishes.flatMap((wish) => {
    const [way] = wish.ways;
    if (!granted.has(wish) || wish.wanted === undefined || way === undefined) return [];
    return [{ use: wish.use, now: wish.wanted, pieces: way.pieces }];
  });
  const left = wishes.flatMap((wish) => {
    const refusal = wish.refusal ?? reasons.get(wish);
    return refusal === undefined ? [] : [{ use: wish.use, ...refusal }];
  });
  return { edits, changed, left };
}

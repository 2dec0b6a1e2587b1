import type { TakePiece } from '../upstream.ts';

/** A body whose pieces are asked for one by one. */
export interface Pieces {
  /** The next piece, which is the caller's to keep; undefined after the last one. Rejects as the body does. One call at a time. */
  next(): Promise<Uint8Array | undefined>;
  /** Nobody asks any more. */
  release(): void;
}

/** Holds a poured body back except while somebody waits for a piece of it. It begins with the first question. */
export function pullPieces(pour: (take: TakePiece) => Promise<void>): Pieces {
  let answer: (piece: Uint8Array | undefined) => void = () => {};
  let ending: Promise<void> | undefined;
  let ended = false;
  let goOn: () => void = () => {};
  const take: TakePiece = (piece) => {
    answer(Buffer.from(piece));
    return new Promise((resolve) => {
      goOn = resolve;
    });
  };
  const begin = (): Promise<void> =>
    pour(take).finally(() => {
      ended = true;
      answer(undefined);
    });
  return {
    next: async () => {
      const asked = new Promise<Uint8Array | undefined>((resolve) => {
        answer = resolve;
      });
      if (ending === undefined) {
        ending = begin();
        ending.catch(() => {});
      } else goOn();
      const piece = ended ? undefined : await asked;
      if (piece === undefined) await ending;
      return piece;
    },
    release: () => goOn(),
  };
}

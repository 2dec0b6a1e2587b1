/** Two sequences of numbered lines, and the part of each that is being compared. */
export interface Box {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

export interface Point {
  readonly a: number;
  readonly b: number;
}

/** Per diagonal `a - b`, the furthest point of the paths with the cost so far; given as its `a`. */
interface Frontier {
  readonly reach: Int32Array;
  low: number;
  high: number;
}

const UNREACHED_FORWARD = -1;
const UNREACHED_BACKWARD = 0x7fffffff;

/** Finds a point through which a shortest path of edits leads; the box must begin and end with unequal lines. */
export type MiddleFinder = (box: Box) => Point;

/**
 * The middle of Myers' linear-space refinement: paths from both corners grow by one edit at a time until they meet.
 * Where they have not met after `costLimit` edits, the forward point nearest to the end is taken instead, so that a
 * search costs at most costLimit² steps besides the lines that it passes.
 */
export function middleFinder(a: Int32Array, b: Int32Array, costLimit: number): MiddleFinder {
  // Diagonals run from -b.length to a.length, and each end has a neighbour that is looked at.
  const origin = b.length + 1;
  const forwardReach = new Int32Array(a.length + b.length + 3);
  const backwardReach = new Int32Array(a.length + b.length + 3);

  return (box) => {
    const first = box.aStart - box.bStart;
    const last = box.aEnd - box.bEnd;
    const meetsForward = ((first - last) & 1) !== 0;
    const forward: Frontier = { reach: forwardReach, low: first, high: first };
    const backward: Frontier = { reach: backwardReach, low: last, high: last };
    forwardReach[first + origin] = box.aStart;
    backwardReach[last + origin] = box.aEnd;

    for (let cost = 1; ; cost++) {
      widen(forward, box, UNREACHED_FORWARD);
      for (let diagonal = forward.high; diagonal >= forward.low; diagonal -= 2) {
        const x = advance(diagonal, box);
        if (meetsForward && contains(backward, diagonal) && at(backwardReach, diagonal) <= x) {
          return { a: x, b: x - diagonal };
        }
      }
      widen(backward, box, UNREACHED_BACKWARD);
      for (let diagonal = backward.high; diagonal >= backward.low; diagonal -= 2) {
        const x = retreat(diagonal, box);
        if (!meetsForward && contains(forward, diagonal) && x <= at(forwardReach, diagonal)) {
          return { a: x, b: x - diagonal };
        }
      }
      if (cost >= costLimit) return furthest(forward, box);
    }
  };

  function at(reach: Int32Array, diagonal: number): number {
    return reach[diagonal + origin] as number;
  }

  /** One more edit reaches one more diagonal on each side, as far as the box has them; the parity alternates. */
  function widen(frontier: Frontier, box: Box, unreached: number): void {
    const lowest = box.aStart - box.bEnd;
    const highest = box.aEnd - box.bStart;
    if (frontier.low > lowest) {
      frontier.low--;
      frontier.reach[frontier.low - 1 + origin] = unreached;
    } else {
      frontier.low++;
    }
    if (frontier.high < highest) {
      frontier.high++;
      frontier.reach[frontier.high + 1 + origin] = unreached;
    } else {
      frontier.high--;
    }
  }

  function advance(diagonal: number, box: Box): number {
    let x = Math.max(at(forwardReach, diagonal - 1) + 1, at(forwardReach, diagonal + 1));
    while (x < box.aEnd && x - diagonal < box.bEnd && a[x] === b[x - diagonal]) x++;
    forwardReach[diagonal + origin] = x;
    return x;
  }

  function retreat(diagonal: number, box: Box): number {
    let x = Math.min(at(backwardReach, diagonal - 1), at(backwardReach, diagonal + 1) - 1);
    while (x > box.aStart && x - diagonal > box.bStart && a[x - 1] === b[x - diagonal - 1]) x--;
    backwardReach[diagonal + origin] = x;
    return x;
  }

  function furthest(forward: Frontier, box: Box): Point {
    let best: Point = { a: box.aStart, b: box.bStart };
    for (let diagonal = forward.high; diagonal >= forward.low; diagonal -= 2) {
      const x = at(forwardReach, diagonal);
      const y = x - diagonal;
      if (x <= box.aEnd && y <= box.bEnd && x + y > best.a + best.b) best = { a: x, b: y };
    }
    return best;
  }
}

function contains(frontier: Frontier, diagonal: number): boolean {
  return frontier.low <= diagonal && diagonal <= frontier.high;
}

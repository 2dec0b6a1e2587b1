import { isWithin, wordCharacters } from './classes.ts';
import type { Assertion } from './types.ts';

/** Whether a condition of no width holds at a place. */
export function holds(assertion: Assertion, points: readonly number[], position: number): boolean {
  switch (assertion) {
    case 'text-start':
      return position === 0;
    case 'text-end':
      return position === points.length;
    case 'line-start':
      return position === 0 || points[position - 1] === 0x0a;
    case 'line-end':
      return position === points.length || points[position] === 0x0a;
    default: {
      const boundary = isWord(points[position - 1]) !== isWord(points[position]);
      return boundary === (assertion === 'boundary');
    }
  }
}

function isWord(point: number | undefined): boolean {
  return point !== undefined && isWithin(wordCharacters, point);
}

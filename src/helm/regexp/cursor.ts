import type { Flags } from './types.ts';

/** A place in an expression, moved along by the parsers; the expression as code points, since Go matches those. */
export interface Parser {
  readonly points: readonly string[];
  at: number;
  flags: Flags;
  depth: number;
  readonly names: (string | undefined)[];
}

export function peek(parser: Parser, ahead = 0): string | undefined {
  return parser.points[parser.at + ahead];
}

export function take(parser: Parser, text: string): boolean {
  if ([...text].some((character, i) => peek(parser, i) !== character)) return false;
  parser.at += text.length;
  return true;
}

/** What stands between a place and the cursor. */
export function since({ points, at }: Parser, start: number): string {
  return points.slice(start, at).join('');
}

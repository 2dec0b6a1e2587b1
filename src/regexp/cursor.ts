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

/** `text` is ASCII. */
export function take(parser: Parser, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (peek(parser, i) !== text[i]) return false;
  parser.at += text.length;
  return true;
}

/** What stands between a place and the cursor. */
export function since({ points, at }: Parser, start: number): string {
  return points.slice(start, at).join('');
}

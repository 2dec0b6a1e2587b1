import type { RegexpError } from './types.ts';

/** A place in the expression, moved along by the parsers; the expression as code points, since Go matches those. */
export interface Cursor {
  readonly points: readonly string[];
  at: number;
}

/** Thrown inside the parsers only; `parseRegexp` turns it into a value. */
export class RegexpFailure extends Error {
  readonly error: RegexpError;

  constructor(code: RegexpError['code'], reason: string) {
    super(reason);
    this.error = { code, reason };
  }
}

export function peek(cursor: Cursor, ahead = 0): string | undefined {
  return cursor.points[cursor.at + ahead];
}

/** Consumes the text when it stands here. */
export function take(cursor: Cursor, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (cursor.points[cursor.at + i] !== text[i]) return false;
  }
  cursor.at += text.length;
  return true;
}

export function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

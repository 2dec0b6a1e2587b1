interface Placed {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** By file, line and column; files by code unit, so that the order is the same on every machine. */
export function inOrder<T extends Placed>(items: readonly T[]): readonly T[] {
  return [...items].sort(byPlace);
}

export function byPlace(left: Placed, right: Placed): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}

/** A half-open range of a text, in UTF-16 code units from its beginning (a byte order mark not counted). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people and editors name it: 1-based, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a span begins and where it ends (the end is the position after its last character). */
export interface Location {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

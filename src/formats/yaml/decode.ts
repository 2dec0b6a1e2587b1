/** What a decoder tells: which stretch of the value stands for which stretch of the text. */
export interface Decoded {
  /** Text that stands in the value as it stands in the source. */
  verbatim(start: number, end: number): void;
  /** A value for `sourceLength` characters from `source` on that stand for it: an escape, a folded line break. */
  stands(value: string, source: number, sourceLength: number): void;
}

export interface DecodedText extends Decoded {
  value(): string;
}

export function decodedText(text: string): DecodedText {
  let value = '';
  return {
    verbatim: (start, end) => {
      value += text.slice(start, end);
    },
    stands: (part) => {
      value += part;
    },
    value: () => value,
  };
}

/** A stretch of a scalar's value and the stretch of the text it was read from. */
export interface Run {
  /** Offset in the value. */
  readonly value: number;
  readonly length: number;
  /** Offset in the text. */
  readonly source: number;
  readonly sourceLength: number;
  /** Each character has its own place; otherwise the whole has one. */
  readonly verbatim: boolean;
}

export interface DecodedRuns extends Decoded {
  runs(): readonly Run[];
}

export function decodedRuns(): DecodedRuns {
  const runs: Run[] = [];
  let value = 0;
  const push = (length: number, source: number, sourceLength: number, verbatim: boolean): void => {
    if (length === 0) return;
    runs.push({ value, length, source, sourceLength, verbatim });
    value += length;
  };
  return {
    verbatim: (start, end) => push(end - start, start, end - start, true),
    stands: (part, source, sourceLength) => push(part.length, source, sourceLength, false),
    runs: () => runs,
  };
}

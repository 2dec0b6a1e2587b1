/** One character: any that `holds` says yes to. */
export type CharacterTest = (point: number) => boolean;

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'boundary' | 'no-boundary';

/** A regular expression of RE2 (Go's regexp/syntax). */
export type Node =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'alternatives'; readonly items: readonly Node[] }
  | { readonly kind: 'group'; readonly index: number; readonly item: Node }
  | {
      readonly kind: 'repeat';
      readonly item: Node;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
    };

/** `i`, `m`, `s` and `U` as they stand at a place of the expression. */
export interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

/** `invalid`: Go refuses the expression, too. `unsupported`: it is too large to run in bounded memory. */
export interface RegexpError {
  readonly code: 'invalid' | 'unsupported';
  /** One clause, lower case: `invalid escape sequence \q`. */
  readonly reason: string;
  /** What Go says. */
  readonly message: string;
}

/** Thrown inside the parser; `compileRegexp` turns it into a value. */
export class RegexpFailure extends Error {
  override readonly name = 'RegexpFailure';
  /** The part that is wrong, where it is not the whole. */
  readonly part: string | undefined;
  readonly code: RegexpError['code'];

  constructor(message: string, part?: string, code: RegexpError['code'] = 'invalid') {
    super(message);
    this.part = part;
    this.code = code;
  }
}

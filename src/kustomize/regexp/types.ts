/**
 * The part of Go's regular expressions (RE2 syntax, package regexp/syntax with its Perl flags) that a kustomize
 * `images:` name can hold. Matching answers only whether there is a match: greed and captures make no difference to it.
 */
export type RegexpNode =
  | { readonly kind: 'class'; readonly class: CharacterClass }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly items: readonly RegexpNode[] }
  | { readonly kind: 'alternatives'; readonly items: readonly RegexpNode[] }
  | { readonly kind: 'repeat'; readonly item: RegexpNode; readonly min: number; readonly max: number };

/** Zero-width conditions: beginning and end of the text, word boundary and its opposite. */
export type Assertion = 'begin' | 'end' | 'boundary' | 'no-boundary';

/** Code points: inclusive ranges, in any order. */
export interface CharacterClass {
  readonly ranges: readonly Range[];
  readonly negated: boolean;
}

export type Range = readonly [from: number, to: number];

/**
 * `invalid`: Go refuses the expression too. `unsupported`: Go may take it, but it uses what is not modelled here (flags,
 * Unicode classes) or is too large to run in bounded memory.
 */
export interface RegexpError {
  readonly code: 'invalid' | 'unsupported';
  /** One clause, lower case: `missing closing ]`. */
  readonly reason: string;
}

/** A `pullthrough-ignore` comment of one file. Lines are 1-based. */
export interface IgnoreDirective {
  /** Where the comment stands. */
  readonly line: number;
  /** Identifiers or slugs in lower case, as written; empty: all checks. */
  readonly checks: readonly string[];
  /** What stands after ` -- `. */
  readonly reason?: string;
  /**
   * The lines it speaks for, both included; `file` for the whole file. Absent when it stands where it can
   * reach nothing: above a blank line, or a `pullthrough-ignore-file` that is not at the top.
   */
  readonly covers?: 'file' | { readonly from: number; readonly to: number };
}

export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

export interface TemplateOptions {
  /** The names that may be called; `'any'` accepts every one. `builtinFunctions` are not included by themselves. */
  readonly functions: ReadonlySet<string> | 'any';
  /** The name of the template that is the text itself; the path of the source where not given. */
  readonly name?: string;
  /** `{{` and `}}` where not given; an empty one means the same. */
  readonly delimiters?: Delimiters;
  /** Whether comments are nodes of the tree. */
  readonly comments?: boolean;
  /** How deep parentheses may be nested: 10,000 where not given, as in Go. */
  readonly maxParentheses?: number;
  /**
   * How deep `if`, `range`, `with` and `block` may be nested, with every `else if` one deeper. Without limit where not
   * given, as in Go; of use to a reader of the tree that recurs.
   */
  readonly maxBlocks?: number;
}

/** The functions of text/template itself. */
export const builtinFunctions: ReadonlySet<string> = new Set([
  'and',
  'call',
  'eq',
  'ge',
  'gt',
  'html',
  'index',
  'js',
  'le',
  'len',
  'lt',
  'ne',
  'not',
  'or',
  'print',
  'printf',
  'println',
  'slice',
  'urlquery',
]);

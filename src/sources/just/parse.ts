import type { SourceText, Span } from '../../text/index.ts';

/** An expression, as it is written. */
export interface Expression {
  readonly text: string;
  readonly span: Span;
}

export interface Recipe {
  readonly name: string;
  /** Of parameters that have one. */
  readonly defaults: ReadonlyMap<string, Expression>;
  /** Its lines, without what they are indented by. */
  readonly lines: readonly Expression[];
}

export interface Justfile {
  readonly variables: ReadonlyMap<string, Expression>;
  readonly recipes: readonly Recipe[];
}

const ASSIGNMENT = /^(?:export[ \t]+)?([A-Za-z_][\w-]*)[ \t]*:=[ \t]*/;

/** The head of a recipe; `set x := y`, `alias a := b`, `mod m` and `import 'f'` are none. */
const RECIPE = /^@?([A-Za-z_][\w-]*)((?:[ \t]+[^:\n]*?)?)[ \t]*:(?!=)/;

const DEFAULT = /[+*$]*([A-Za-z_][\w-]*)=('[^']*'|"[^"]*"|[A-Za-z_][\w-]*)/g;

/** Reads the assignments and the recipes of a justfile (just.systems, `Grammar`); a recipe ends with the first line that is not indented. */
export function parseJustfile({ text }: SourceText): Justfile {
  const variables = new Map<string, Expression>();
  const recipes: Recipe[] = [];
  let lines: Expression[] | undefined;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next);
    const indent = /^[ \t]+/.exec(line)?.[0].length ?? 0;
    if (indent > 0 || line.trim() === '') {
      const start = at + indent + signsOf(line.slice(indent), lines?.at(-1)?.text);
      lines?.push({ text: text.slice(start, next), span: { start, end: next } });
    } else {
      const assignment = ASSIGNMENT.exec(line);
      const recipe = assignment === null ? RECIPE.exec(line) : null;
      if (assignment !== null) {
        const start = at + assignment[0].length;
        const value = line.slice(assignment[0].length).trimEnd();
        variables.set(assignment[1] ?? '', { text: value, span: { start, end: start + value.length } });
      }
      if (!line.startsWith('#') && !line.startsWith('[')) lines = undefined;
      if (recipe !== null) {
        lines = [];
        recipes.push({ name: recipe[1] ?? '', defaults: defaultsIn(line, at), lines });
      }
    }
    at = next;
  }
  return { variables, recipes };
}

/** What just takes of the first line of a command: `@`, `-`. */
function signsOf(line: string, before: string | undefined): number {
  if (before !== undefined && /\\\r?\n$/.test(before)) return 0;
  return /^(?:@-?|-@?)(?!-)/.exec(line)?.[0].length ?? 0;
}

function defaultsIn(line: string, at: number): ReadonlyMap<string, Expression> {
  const defaults = new Map<string, Expression>();
  for (const match of line.matchAll(DEFAULT)) {
    const [whole, name = '', text = ''] = match;
    const start = at + match.index + whole.length - text.length;
    defaults.set(name, { text, span: { start, end: start + text.length } });
  }
  return defaults;
}

/** An expression of GitHub Actions (`docs.github.com`, "Evaluate expressions in workflows and actions"); offsets are those of the text around it. */
export type Expression =
  /** A literal; `start` and `end` enclose the inside of its quotes. */
  | { readonly kind: 'literal'; readonly value: string; readonly start: number; readonly end: number }
  /** `matrix.image`, `inputs['tag']`; contexts are the same in any case. */
  | {
      readonly kind: 'path';
      readonly segments: readonly string[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'member'; readonly base: Expression; readonly segments: readonly string[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

interface Token {
  readonly kind: 'string' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|([+-]?(?:\d[\w.]*))|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\],.*]))/y;

const DEEPEST = 50;

/** Undefined for what is no expression. */
export function parseExpression(text: string, start: number, end: number): Expression | undefined {
  const tokens = tokensOf(text, start, end);
  if (tokens === undefined) return undefined;
  const reader = { tokens, at: 0, depth: 0 };
  const expression = readBinary(reader, 0);
  return reader.at === tokens.length ? expression : undefined;
}

function tokensOf(text: string, start: number, end: number): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const inner = text.slice(start, end).trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < inner.length) {
    const match = TOKEN.exec(inner);
    if (match === null) return undefined;
    const [, string, number, name, sign = ''] = match;
    const written = string ?? number ?? name ?? sign;
    const kind =
      string !== undefined
        ? 'string'
        : number !== undefined
          ? 'number'
          : name !== undefined
            ? 'name'
            : 'sign';
    const stop = start + match.index + match[0].length;
    tokens.push({ kind, text: written, start: stop - written.length, end: stop });
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>=']];

function readBinary(reader: Reader, level: number): Expression | undefined {
  const operators = levels[level];
  if (operators === undefined) return readUnary(reader);
  let left = readBinary(reader, level + 1);
  while (left !== undefined) {
    const operator = reader.tokens[reader.at];
    if (operator?.kind !== 'sign' || !operators.includes(operator.text)) return left;
    reader.at++;
    const right = readBinary(reader, level + 1);
    left = right === undefined ? undefined : { kind: 'binary', operator: operator.text, left, right };
  }
  return undefined;
}

function readUnary(reader: Reader): Expression | undefined {
  if (reader.depth > DEEPEST) return undefined;
  if (takes(reader, '!')) {
    reader.depth++;
    const operand = readUnary(reader);
    reader.depth--;
    return operand === undefined ? undefined : { kind: 'not', operand };
  }
  const base = readPrimary(reader);
  return base === undefined ? undefined : readMembers(reader, base);
}

function takes(reader: Reader, sign: string): boolean {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'sign' || token.text !== sign) return false;
  reader.at++;
  return true;
}

function readPrimary(reader: Reader): Expression | undefined {
  const token = reader.tokens[reader.at];
  if (token === undefined) return undefined;
  reader.at++;
  const { kind, text, start, end } = token;
  if (kind === 'string')
    return {
      kind: 'literal',
      value: text.slice(1, -1).replaceAll("''", "'"),
      start: start + 1,
      end: end - 1,
    };
  if (kind === 'number' || /^(?:true|false)$/.test(text)) return { kind: 'literal', value: text, start, end };
  if (text === 'null') return { kind: 'literal', value: '', start, end: start };
  if (kind === 'name') return readName(reader, token);
  if (text !== '(' || reader.depth > DEEPEST) return undefined;
  reader.depth++;
  const inner = readBinary(reader, 0);
  reader.depth--;
  return takes(reader, ')') ? inner : undefined;
}

function readName(reader: Reader, { text, start, end }: Token): Expression | undefined {
  if (!takes(reader, '(')) return { kind: 'path', segments: [text], start, end };
  const args: Expression[] = [];
  reader.depth++;
  while (!takes(reader, ')')) {
    if (args.length > 0 && !takes(reader, ',')) return undefined;
    const arg = reader.depth > DEEPEST ? undefined : readBinary(reader, 0);
    if (arg === undefined) return undefined;
    args.push(arg);
  }
  reader.depth--;
  return {
    kind: 'call',
    name: text.toLowerCase(),
    args,
    start,
    end: reader.tokens[reader.at - 1]?.end ?? end,
  };
}

function readMembers(reader: Reader, base: Expression): Expression | undefined {
  const segments: string[] = [];
  let end = 0;
  for (;;) {
    let segment: Token | undefined;
    if (takes(reader, '.')) segment = reader.tokens[reader.at++];
    else if (takes(reader, '[')) {
      segment = reader.tokens[reader.at++];
      if (!takes(reader, ']')) return undefined;
    } else break;
    if (segment === undefined) return undefined;
    segments.push(segment.kind === 'string' ? segment.text.slice(1, -1) : segment.text);
    end = reader.tokens[reader.at - 1]?.end ?? segment.end;
  }
  if (segments.length === 0) return base;
  if (base.kind === 'path') return { ...base, segments: [...base.segments, ...segments], end };
  return { kind: 'member', base, segments };
}

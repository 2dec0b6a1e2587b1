import { err, ok, type Result } from '../../result.ts';
import type { InterpolationError } from './types.ts';

export type Operator = '' | '-' | ':-' | '+' | ':+' | '?' | ':?';

/** Offsets are those of the template's text. */
export type TemplateNode =
  /** Characters that stand for themselves; of `$$` the second. */
  | { readonly kind: 'text'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'variable';
      readonly from: number;
      readonly to: number;
      readonly name: string;
      readonly operator: Operator;
      /** What follows the operator: read only when it counts. */
      readonly word: { readonly from: number; readonly to: number };
    };

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const OPERATOR = /:?[-+?]/y;

/**
 * The variables in a stretch of a text, as compose-go reads them (`template/template.go`): `$A`, `${A}`, `${A:-b}`, `${A-b}`,
 * `${A:+b}`, `${A+b}`, `${A:?b}`, `${A?b}`; `$$` is a dollar sign, and so is one that begins none of these.
 */
export function parseTemplate(
  text: string,
  from: number,
  to: number,
): Result<readonly TemplateNode[], InterpolationError> {
  const nodes: TemplateNode[] = [];
  let start = from;
  let at = text.indexOf('$', from);
  const flush = (end: number): void => {
    if (end > start) nodes.push({ kind: 'text', from: start, to: end });
  };
  while (at !== -1 && at + 1 < to) {
    const next = text[at + 1];
    if (next === '$') {
      flush(at);
      start = at + 1;
      at += 2;
    } else if (next === '{') {
      flush(at);
      const variable = braced(text, at, to);
      if (variable === undefined) return err(syntaxError(text, at, to));
      nodes.push(variable);
      at = variable.to;
      start = at;
    } else {
      const name = match(NAME, text, at + 1, to);
      if (name !== '') {
        flush(at);
        const end = at + 1 + name.length;
        nodes.push({ kind: 'variable', from: at, to: end, name, operator: '', word: { from: end, to: end } });
        start = end;
      }
      at += 1 + name.length;
    }
    at = text.indexOf('$', at);
  }
  flush(to);
  return ok(nodes);
}

function braced(text: string, from: number, to: number): TemplateNode | undefined {
  const name = match(NAME, text, from + 2, to);
  const at = from + 2 + name.length;
  if (name === '' || at >= to) return undefined;
  if (text[at] === '}') {
    return { kind: 'variable', from, to: at + 1, name, operator: '', word: { from: at, to: at } };
  }
  const operator = match(OPERATOR, text, at, to) as Operator;
  const end = operator === '' ? undefined : closingBrace(text, from, to);
  if (end === undefined) return undefined;
  const word = { from: at + operator.length, to: end };
  return { kind: 'variable', from, to: end + 1, name, operator, word };
}

/**
 * The brace that closes the one of `${` at an offset: on the same line, and the last one there where braces are not balanced.
 * A brace that closes right behind one that opens does not count (`getFirstBraceClosingIndex`).
 */
function closingBrace(text: string, from: number, to: number): number | undefined {
  let open = 0;
  let last: number | undefined;
  for (let at = from; at < to && text[at] !== '\n'; at++) {
    if (text[at] === '}') {
      last = at;
      open--;
      if (open === 0) return at;
    } else if (text[at] === '{') {
      open++;
      at++;
      if (text[at] === '\n') return last;
      if (text[at] === '}' && at < to) last = at;
    }
  }
  return last;
}

function match(pattern: RegExp, text: string, at: number, to: number): string {
  pattern.lastIndex = at;
  const found = pattern.exec(text)?.[0] ?? '';
  return found.slice(0, Math.max(to - at, 0));
}

/** More than this of a text does not help to see what is wrong with it. */
const SHOWN = 40;

function syntaxError(text: string, from: number, to: number): InterpolationError {
  const shown = text.slice(from, Math.min(to, from + SHOWN));
  return { code: 'syntax', message: `${shown} is no variable; a dollar sign is written $$` };
}

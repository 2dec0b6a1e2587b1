import type { Expression, TemplatePart } from '../expressions/index.ts';
import { type Places, parseJinjaExpression } from './expression.ts';

const ACTION = /\{\{-?((?:'[^']*'|"[^"]*"|[^'"}]|\}(?!\}))*?)-?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\}/y;

const OPENING = /\{[{%#]/g;

/** The actions of a text; what is not closed ends the search, so that each stretch is looked at once. */
function* actionsOf(text: string): Generator<RegExpExecArray> {
  let from = 0;
  for (;;) {
    OPENING.lastIndex = from;
    const opening = OPENING.exec(text);
    if (opening === null) return;
    ACTION.lastIndex = opening.index;
    const action = ACTION.exec(text);
    if (action === null) return;
    from = ACTION.lastIndex;
    yield action;
  }
}

/**
 * A text with `{{ … }}` as an expression; statements and what cannot be read in it are calls that nobody evaluates. `span` gives
 * the place of a stretch of the text.
 */
export function parseJinja(text: string, span: Places): Expression | undefined {
  if (!text.includes('{{') && !text.includes('{%')) return undefined;
  const parts: TemplatePart[] = [];
  let from = 0;
  const literal = (end: number): void => {
    if (end > from) {
      const value = text.slice(from, end);
      parts.push({ kind: 'text', value, runs: [{ value, span: span(from, end) }] });
    }
  };
  for (const match of actionsOf(text)) {
    const [whole, inner] = match;
    literal(match.index);
    from = match.index + whole.length;
    if (whole.startsWith('{#')) continue;
    const place = span(match.index, from);
    const start = match.index + whole.indexOf(inner ?? '', 2);
    const own =
      inner === undefined ? undefined : parseJinjaExpression(text, start, start + inner.length, span);
    parts.push({ kind: 'interpolation', span: place, expression: own ?? unread(whole, place) });
  }
  literal(text.length);
  const whole = span(0, text.length);
  return { kind: 'template', form: 'quoted', parts, span: whole };
}

function unread(words: string, span: Expression['span']): Expression {
  const name = words.replace(/\s+/g, ' ').slice(0, 80);
  return { kind: 'call', name, nameSpan: span, args: [], expandsLast: false, span };
}

/** A Go-template action `{{ … }}`, its delimiters included. */
export interface TemplateAction {
  readonly start: number;
  readonly end: number;
  /** It steers the template and prints nothing itself: `if`, `else`, `end`, a comment, an assignment … */
  readonly control: boolean;
}

const CONTROL =
  /\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$[A-Za-z0-9_]*(?:\s*,\s*\$[A-Za-z0-9_]+)?\s*:?=)/y;

/**
 * The actions of a text in order. Comments and the three kinds of quotes are read as text/template does; an action
 * whose quote is not closed on its line ends at the next `}}`, and one that never ends is none.
 */
export function templateActions(text: string): readonly TemplateAction[] {
  const actions: TemplateAction[] = [];
  let start = text.indexOf('{{');
  while (start !== -1) {
    const end = actionEnd(text, start);
    if (end === -1) break;
    CONTROL.lastIndex = start;
    actions.push({ start, end, control: CONTROL.test(text) });
    start = text.indexOf('{{', end);
  }
  return actions;
}

const COMMENT = /\{\{(?:-\s)?\s*\/\*/y;

function actionEnd(text: string, start: number): number {
  COMMENT.lastIndex = start;
  const comment = COMMENT.test(text) ? text.indexOf('*/', COMMENT.lastIndex) : -1;
  let at = comment === -1 ? start + 2 : comment + 2;
  for (; at < text.length; at++) {
    switch (text[at]) {
      case '}':
        if (text[at + 1] === '}') return at + 2;
        break;
      case '"':
      case "'":
      case '`': {
        const close = closingQuote(text, at);
        if (close === -1) return afterBraces(text, at);
        at = close;
        break;
      }
    }
  }
  return -1;
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  if (quote === '`') return text.indexOf('`', open + 1);
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) return at;
    if (char === '\n') return -1;
    if (char === '\\') at++;
  }
  return -1;
}

function afterBraces(text: string, from: number): number {
  const braces = text.indexOf('}}', from);
  return braces === -1 ? -1 : braces + 2;
}

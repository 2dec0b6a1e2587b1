import type { Span } from '../../text/span.ts';
import type { Word } from './types.ts';

/** The string that a JSON object, which is all of the text from `start` on, has under a key; the last of several. */
export function jsonStringMember(text: string, start: number, key: string): Word | undefined {
  const opening = /[\t\n\r ]*\{/y;
  opening.lastIndex = start;
  if (!opening.test(text)) return undefined;
  const members = parseObject(text.slice(start));
  const value = members?.[key];
  if (typeof value !== 'string') return undefined;
  return placedString(text, start, key, value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value))
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds the member's value in a text that is known to be a JSON object holding it at the first level. A value with
 * escapes has a span and no runs.
 */
function placedString(text: string, start: number, key: string, value: string): Word {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;
  token.lastIndex = start;
  let depth = 0;
  let name = '';
  let afterColon = false;
  let span: Span = { start, end: start };
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [part] = match;
    if (part === '{' || part === '[') depth++;
    else if (part === '}' || part === ']') depth--;
    else if (part !== ':' && depth === 1 && !afterColon) name = part;
    else if (part !== ':' && depth === 1 && JSON.parse(name) === key) {
      span = { start: match.index + 1, end: match.index + part.length - 1 };
    }
    afterColon = part === ':';
  }
  const isLiteral = text.slice(span.start, span.end) === value;
  return {
    text: value,
    span,
    runs: isLiteral ? [{ offset: 0, start: span.start, length: value.length }] : [],
  };
}

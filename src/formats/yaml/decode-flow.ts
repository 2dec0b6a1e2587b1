import type { Span } from '../../text/span.ts';
import { BACKSLASH, CR, LF, SINGLE_QUOTE, SPACE, TAB } from './chars.ts';
import type { Decoded } from './decode.ts';
import type { ScalarStyle } from './types.ts';

/**
 * Decodes the content of a plain or quoted scalar: line folding and escapes (YAML 1.2.2, sections 6.5, 7.3 and 5.7).
 * False where there is an escape that does not exist; it stands for itself.
 */
export function decodeFlow(text: string, content: Span, style: ScalarStyle, into: Decoded): boolean {
  const { start, end } = content;
  let kept = start;
  let at = start;
  let isValid = true;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) === LF)) {
      into.verbatim(kept, trimEnd(text, kept, at));
      at = foldBreaks(text, at, end, into);
      kept = at;
    } else if (code === SINGLE_QUOTE && style === 'single') {
      into.verbatim(kept, at);
      into.stands("'", at, 2);
      at += 2;
      kept = at;
    } else if (code === BACKSLASH && style === 'double') {
      into.verbatim(kept, at);
      const next = decodeEscape(text, at, end, into);
      kept = next ?? at;
      at = next ?? Math.min(end, at + escapeLength(text, at));
      if (next === undefined) isValid = false;
    } else at++;
  }
  into.verbatim(kept, end);
  return isValid;
}

/** One line break is a space, several are one fewer; white space around them is no content. */
function foldBreaks(text: string, from: number, end: number, into: Decoded): number {
  let breaks = 0;
  let at = from;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) breaks++;
    else if (code !== SPACE && code !== TAB && code !== CR) break;
  }
  into.stands(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), from, at - from);
  return at;
}

function trimEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === TAB)) at--;
  return at;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['\t', '\t'],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function escapeLength(text: string, at: number): number {
  return 2 + (hexLengths.get(text.charAt(at + 1)) ?? 0);
}

/** The offset after the escape at `at`; undefined where there is no such escape. */
function decodeEscape(text: string, at: number, end: number, into: Decoded): number | undefined {
  const kind = text.charAt(at + 1);
  const known = escapes.get(kind);
  if (known !== undefined) {
    into.stands(known, at, 2);
    return at + 2;
  }
  if (kind === '\n' || (kind === '\r' && text.charCodeAt(at + 2) === LF)) {
    let next = at + (kind === '\n' ? 2 : 3);
    while (next < end && (text.charCodeAt(next) === SPACE || text.charCodeAt(next) === TAB)) next++;
    return next;
  }
  const next = at + escapeLength(text, at);
  const digits = text.slice(at + 2, next);
  if (next > end || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const codePoint = Number.parseInt(digits, 16);
  if (codePoint > 0x10ffff) return undefined;
  into.stands(String.fromCodePoint(codePoint), at, next - at);
  return next;
}

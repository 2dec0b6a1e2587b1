import {
  AMPERSAND,
  ASTERISK,
  AT,
  BACKQUOTE,
  BACKSLASH,
  BANG,
  COLON,
  COMMA,
  CR,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  HASH,
  isBlankOrEnd,
  isFlowIndicator,
  LF,
  PERCENT,
  PIPE,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './chars.ts';
import { decodedText } from './decode.ts';
import { decodeFlow } from './decode-flow.ts';
import {
  fail,
  isDocumentMarker,
  nameEnd,
  type Properties,
  type Reader,
  withProperties,
} from './fast-reader.ts';
import type { ScalarStyle, YamlAlias, YamlNode, YamlScalar } from './types.ts';

/** An absent value: it stands after the blanks that follow its indicator. */
export function emptyScalar(reader: Reader, at: number, properties: Properties | undefined): YamlScalar {
  const span = { start: at, end: at };
  return withProperties(
    reader,
    { kind: 'scalar', value: '', style: 'plain', span, content: span },
    properties,
  );
}

/** A plain scalar between two offsets of the text. */
export function plainScalar(
  reader: Reader,
  start: number,
  end: number,
  multiLine: boolean,
  properties: Properties | undefined,
): YamlScalar {
  const span = { start, end };
  const value = multiLine ? decode(reader, start, end, 'plain') : reader.text.slice(start, end);
  return withProperties(reader, { kind: 'scalar', value, style: 'plain', span, content: span }, properties);
}

/** A quoted scalar between two offsets of the text, quotes included. */
export function quotedScalar(
  reader: Reader,
  start: number,
  end: number,
  properties: Properties | undefined,
): YamlScalar {
  const style = reader.text.charCodeAt(start) === DOUBLE_QUOTE ? 'double' : 'single';
  const content = { start: start + 1, end: end - 1 };
  const value = decode(reader, content.start, content.end, style);
  return withProperties(reader, { kind: 'scalar', value, style, span: { start, end }, content }, properties);
}

function decode(reader: Reader, start: number, end: number, style: ScalarStyle): string {
  const raw = reader.text.slice(start, end);
  const special = style === 'single' ? "'" : style === 'double' ? '\\' : '\n';
  if (!raw.includes('\n') && !raw.includes(special)) return raw;
  const into = decodedText(reader.text);
  if (!decodeFlow(reader.text, { start, end }, style, into)) fail(reader);
  return into.value();
}

/** The alias whose `*` stands at `start` and whose name ends at `end`. */
export function aliasNode(reader: Reader, start: number, end: number): YamlNode {
  const name = reader.text.slice(start + 1, end);
  const target = reader.anchors.get(name);
  if (target === undefined || name.includes(':')) return fail(reader);
  const alias: YamlAlias = { kind: 'alias', name, span: { start, end }, target };
  return alias;
}

export function aliasEnd(text: string, start: number): number {
  return nameEnd(text, start + 1);
}

/**
 * The offset after the closing quote; each further line must be indented by `indent` at least. -1 where the scalar is
 * not closed or not indented so. `lenient`: a closing quote that is the first on its line may stand anywhere.
 */
export function quotedEnd(text: string, start: number, indent: number, lenient: boolean): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (quote === DOUBLE_QUOTE || text.charCodeAt(at + 1) !== SINGLE_QUOTE) return at + 1;
      at++;
    } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
      if (text.charCodeAt(at + 1) === CR || text.charCodeAt(at + 1) === LF) continue;
      at++;
    } else if (code === LF && !isIndented(text, at + 1, indent)) {
      return lenient ? closedAlone(text, at + 1, quote) : -1;
    }
  }
  return -1;
}

/** The offset after a closing quote that begins its line; -1 where something else does. */
function closedAlone(text: string, lineStart: number, quote: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === SPACE) at++;
  return text.charCodeAt(at) === quote && text.charCodeAt(at + 1) !== quote ? at + 1 : -1;
}

function isIndented(text: string, lineStart: number, indent: number): boolean {
  let at = lineStart;
  let code = text.charCodeAt(at);
  while (code === SPACE) code = text.charCodeAt(++at);
  if (code === LF || (code === CR && text.charCodeAt(at + 1) === LF)) return true;
  if (indent === 0 && at === lineStart && isDocumentMarker(text, at, code)) return false;
  return at - lineStart >= indent;
}

/** Whether a plain scalar may begin with these two characters (YAML 1.2.2, rule 123). */
export function canStartPlain(code: number, next: number, inFlow: boolean): boolean {
  switch (code) {
    case DASH:
    case QUESTION:
    case COLON:
      return !isBlankOrEnd(next) && !(inFlow && isFlowIndicator(next)) && !(inFlow && code === COLON);
    case COMMA:
    case HASH:
    case AMPERSAND:
    case ASTERISK:
    case BANG:
    case PIPE:
    case GREATER:
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
    case PERCENT:
    case AT:
    case BACKQUOTE:
    case TAB:
    case SPACE:
    case LF:
    case CR:
      return false;
    default:
      return !isFlowIndicator(code) && !Number.isNaN(code);
  }
}

/** Where a line of a plain scalar stops: at the `:` of a key, at a comment, at the line's end, or at a flow indicator. */
export function plainStop(text: string, from: number, inFlow: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) {
      const next = text.charCodeAt(at + 1);
      if (isBlankOrEnd(next) || (inFlow && isFlowIndicator(next))) return at;
    } else if (code === LF || code === CR) return at;
    else if (code === HASH) {
      const before = text.charCodeAt(at - 1);
      if (at > from && (before === SPACE || before === TAB)) return at;
    } else if (inFlow && isFlowIndicator(code)) return at;
  }
  return text.length;
}

/** Without the blanks before `end`. */
export function trimBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && (text.charCodeAt(at - 1) === SPACE || text.charCodeAt(at - 1) === TAB)) at--;
  return at;
}

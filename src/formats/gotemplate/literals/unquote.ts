import { readEscape } from './escape.ts';

export interface StringValue {
  readonly value: string;
  /** Only where the value's bytes are no UTF-8. */
  readonly bytes: Uint8Array | undefined;
}

/** The value of a string constant with its quotes, as `strconv.Unquote` reads it; undefined where an escape is wrong. */
export function unquote(quoted: string): StringValue | undefined {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return { value: inner.replaceAll('\r', ''), bytes: undefined };
  if (!inner.includes('\\')) return { value: inner, bytes: undefined };

  const pieces: Piece[] = [];
  let pos = 0;
  for (let backslash = inner.indexOf('\\'); backslash !== -1; backslash = inner.indexOf('\\', pos)) {
    if (backslash > pos) pieces.push(inner.slice(pos, backslash));
    const escaped = readEscape(inner, backslash, '"');
    if (escaped === undefined) return undefined;
    const isByte = !escaped.isCodePoint && escaped.value >= 0x80;
    pieces.push(isByte ? escaped.value : String.fromCodePoint(escaped.value));
    pos = escaped.end;
  }
  pieces.push(inner.slice(pos));
  return join(pieces);
}

/** Text, or a byte of a character that escapes spell byte by byte. */
type Piece = string | number;

function join(pieces: readonly Piece[]): StringValue {
  if (!pieces.some((piece) => typeof piece === 'number')) return { value: pieces.join(''), bytes: undefined };
  const bytes = encode(pieces);
  try {
    return {
      value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      bytes: undefined,
    };
  } catch {
    return { value: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), bytes };
  }
}

function encode(pieces: readonly Piece[]): Uint8Array {
  const encoder = new TextEncoder();
  const chunks = pieces.map((piece) =>
    typeof piece === 'number' ? Uint8Array.of(piece) : encoder.encode(piece),
  );
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

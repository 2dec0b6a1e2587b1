import type { XmlText } from './types.ts';

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));/g;

/** The text between two offsets with its entities resolved. */
export function decoded(text: string, start: number, end: number): XmlText {
  const written = text.slice(start, end);
  const value = written.includes('&') ? written.replace(ENTITY, resolved) : written;
  return { value, span: { start, end }, verbatim: value === written };
}

function resolved(written: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) return named[name] ?? written;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

import { type Flags, pad } from './directive.ts';
import { quote } from './quote.ts';

const bases: Readonly<Record<string, number>> = { v: 10, d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };

/** An integer under a verb; undefined for one that integers do not have. */
export function formatInteger(value: bigint, verb: string, flags: Flags): string | undefined {
  const base = bases[verb];
  if (base !== undefined) return pad(...digits(value, base, verb, flags));
  const character = value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : '\ufffd';
  if (verb === 'c') return pad(character, flags);
  if (verb === 'q') return pad(quote(character, { mark: "'", ascii: flags.plus }), flags);
  if (verb === 'U') return pad(codePoint(value, character, flags), { ...flags, zero: false });
  return undefined;
}

function digits(value: bigint, base: number, verb: string, flags: Flags): [string, Flags] {
  const { precision, width, zero, minus } = flags;
  const negative = value < 0n;
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  if (precision === 0 && value === 0n) return ['', { ...flags, zero: false }];
  let text = (negative ? -value : value).toString(base);
  if (verb === 'X') text = text.toUpperCase();
  const filled = zero && !minus && width !== undefined && precision === undefined;
  text = text.padStart(precision ?? (filled ? width - sign.length : 0), '0');
  return [sign + prefix(base, verb, flags, text) + text, { ...flags, zero: false }];
}

function prefix(base: number, verb: string, { sharp }: Flags, text: string): string {
  if (verb === 'O') return '0o';
  if (!sharp) return '';
  if (base === 2) return '0b';
  if (base === 8) return text.startsWith('0') ? '' : '0';
  return base === 16 ? `0${verb}` : '';
}

function codePoint(value: bigint, character: string, { precision, sharp }: Flags): string {
  const size = BigInt.asUintN(64, value);
  const text = `U+${size
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(precision ?? 4, 4), '0')}`;
  return sharp && quote(character, { mark: "'" }).length === character.length + 2
    ? `${text} '${character}'`
    : text;
}

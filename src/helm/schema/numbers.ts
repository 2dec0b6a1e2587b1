import { type Decimal, decimalOf } from '../functions/decimal.ts';
import type { FloatValue, IntValue } from '../values/value.ts';

export type NumberValue = IntValue | FloatValue;

/** As decimals: 0.3 is a multiple of 0.1. */
export function isMultiple({ value }: NumberValue, of: number): boolean {
  if (!Number.isFinite(of) || (typeof value === 'number' && !Number.isFinite(value))) return false;
  const a: Decimal = typeof value === 'bigint' ? { digits: value, exponent: 0 } : decimalOf(value);
  const b = decimalOf(of);
  const exponent = Math.min(a.exponent, b.exponent);
  return scaled(a, exponent) % scaled(b, exponent) === 0n;
}

function scaled({ digits, exponent }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(exponent - to);
}

export function isInteger({ value }: NumberValue): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

const superscript = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number in a message, as golang.org/x/text shows it in English: in groups of three, from a million on with an exponent. */
export function shown(value: number | bigint): string {
  const [mantissa = '', exponent = '0'] = Number(value).toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= 6)) {
    const digits = String(Math.abs(power)).padStart(2, '0');
    const raised = [...digits].map((digit) => superscript[Number(digit)]).join('');
    return `${mantissa}\u202f×\u202f10${power < 0 ? '⁻' : ''}${raised}`;
  }
  return grouped(Number(value));
}

export function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

import type { Value } from '../values/value.ts';

/**
 * A value as spf13/cast 1.7 makes an integer of it, zero for what is none. Strings are read with Go's prefixes: `010` is
 * eight and `08` nothing; a fraction may be zeros alone.
 */
export function toInteger(value: Value): bigint {
  switch (value.kind) {
    case 'int':
      return value.value;
    case 'bool':
      return value.value ? 1n : 0n;
    case 'float':
      return truncate(value.value);
    case 'string':
      return value.type === undefined ? (parseInteger(value.value.replace(/\.0+$/, '')) ?? 0n) : 0n;
    default:
      return 0n;
  }
}

/** As spf13/cast makes a float64 of a value, zero for what is none. */
export function toFloat(value: Value): number {
  switch (value.kind) {
    case 'int':
      return Number(value.value);
    case 'bool':
      return value.value ? 1 : 0;
    case 'float':
      return value.value;
    case 'string':
      return value.type === undefined ? (parseFloat64(value.value) ?? 0) : 0;
    default:
      return 0;
  }
}

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** What overflows comes out as on amd64. */
function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return least;
  const whole = BigInt(Math.trunc(value));
  return whole > most || whole < least ? least : whole;
}

const literal =
  /^([-+]?)(?:0[bB]((?:_?[01])+)|0[oO]?((?:_?[0-7])+)|0[xX]((?:_?[0-9a-fA-F])+)|(0|[1-9](?:_?[0-9])*))$/;

/** Go's `strconv.ParseInt` with base 0 and 64 bits; undefined for an error. */
export function parseInteger(text: string): bigint | undefined {
  const match = literal.exec(text);
  if (match === null) return undefined;
  const [, sign, binary, octal, hex, decimal] = match;
  const digits =
    binary !== undefined
      ? `0b${binary}`
      : octal !== undefined
        ? `0o${octal}`
        : hex !== undefined
          ? `0x${hex}`
          : (decimal ?? '0');
  return bounded(sign === '-', BigInt(digits.replaceAll('_', '')));
}

/** Go's `strconv.ParseInt` with base 8 or 10; undefined for an error. */
export function parseDigits(text: string, base: 8 | 10): bigint | undefined {
  const match = (base === 10 ? /^([-+]?)(\d+)$/ : /^([-+]?)([0-7]+)$/).exec(text);
  if (match === null) return undefined;
  return bounded(match[1] === '-', BigInt(`${base === 8 ? '0o' : ''}${match[2] ?? '0'}`));
}

function bounded(negative: boolean, size: bigint): bigint | undefined {
  const value = negative ? -size : size;
  return value > most || value < least ? undefined : value;
}

const decimalFloat = /^[-+]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const words = /^([-+]?)(?:inf|infinity)$/i;

/** Go's `strconv.ParseFloat`, but for hexadecimal floats; undefined for an error. */
function parseFloat64(text: string): number | undefined {
  const infinite = words.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(text)) return Number.NaN;
  const value = decimalFloat.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

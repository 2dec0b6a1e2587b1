const pattern = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?[0-9]+)$/;

/** More digits than these cannot change the nearest float64, except by not being zero. */
const DIGITS = 32;

/** `0x1.8p3` as the nearest float64, ties to even; infinite where it is too large, undefined where it is no such number. */
export function hexadecimalFloat(text: string): number | undefined {
  const parts = pattern.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = ''] = parts;
  if (whole === '' && fraction === '') return undefined;
  const digits = (whole + fraction).replace(/^0+/, '');
  const dropped = Math.max(0, digits.length - DIGITS);
  const rest = /[^0]/.test(digits.slice(DIGITS)) ? 1n : 0n;
  // One more bit stands for all digits that were dropped.
  const mantissa = (BigInt(`0x0${digits.slice(0, DIGITS)}`) << 1n) | rest;
  const scale = Number(exponent) + 4 * (dropped - fraction.length) - 1;
  const magnitude = mantissa === 0n ? 0 : roundToFloat(mantissa, scale);
  return sign === '-' ? -magnitude : magnitude;
}

/** `mantissa × 2^scale` for a positive mantissa. */
function roundToFloat(mantissa: bigint, scale: number): number {
  const bits = mantissa.toString(2).length;
  const topBit = bits + scale - 1;
  if (topBit > 1023) return Number.POSITIVE_INFINITY;
  if (topBit < -1076) return 0;
  // 53 bits, or fewer near zero, where the lowest bit is 2^-1074.
  const lowestBit = Math.max(topBit - 52, -1074);
  const shift = BigInt(Math.max(0, lowestBit - scale));
  return Number(divideToEven(mantissa, shift)) * 2 ** (scale + Number(shift));
}

function divideToEven(value: bigint, shift: bigint): bigint {
  if (shift === 0n) return value;
  const quotient = value >> shift;
  const remainder = value - (quotient << shift);
  const half = 1n << (shift - 1n);
  const up = remainder > half || (remainder === half && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/**
 * A float64 as Go's `strconv.FormatFloat(value, 'g', -1, bits)` writes it, which `fmt` uses for `%v`: the fewest digits
 * that lead back to the value, with an exponent of at least two digits where it is below -4 or from 6 on.
 */
export function formatFloat(value: number, bits: 32 | 64 = 64): string {
  const { sign, digits, exponent } = shortest(value, bits);
  if (digits === '') return sign;
  if (exponent < -4 || exponent >= 6) return sign + scientific(digits, exponent);
  return sign + positional(digits, exponent);
}

/** A float64 as `encoding/json` writes it: as ES6 does, with an exponent below 1e-6 and from 1e21 on. */
export function formatJsonFloat(value: number): string {
  const { sign, digits, exponent } = shortest(value, 64);
  if (digits === '') return sign;
  if (value !== 0 && (exponent < -6 || exponent >= 21)) {
    return sign + scientific(digits, exponent).replace(/e-0(\d)$/, 'e-$1');
  }
  return sign + positional(digits, exponent);
}

interface Decimal {
  /** Of an infinity or not-a-number the whole text; there are no digits then. */
  readonly sign: string;
  /** Without zeros at the end. */
  readonly digits: string;
  /** Of the first digit. */
  readonly exponent: number;
}

function shortest(value: number, bits: 32 | 64): Decimal {
  if (Number.isNaN(value)) return { sign: 'NaN', digits: '', exponent: 0 };
  if (!Number.isFinite(value)) return { sign: value > 0 ? '+Inf' : '-Inf', digits: '', exponent: 0 };
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const text = bits === 64 ? Math.abs(value).toExponential() : shortestSingle(Math.abs(value));
  const mark = text.indexOf('e');
  const digits = text.slice(0, mark).replace('.', '').replace(/0+$/, '');
  return { sign, digits: digits === '' ? '0' : digits, exponent: Number(text.slice(mark + 1)) };
}

/** The fewest digits that lead back to the float32. Nine always do. */
function shortestSingle(value: number): string {
  const single = Math.fround(value);
  for (let digits = 0; digits < 8; digits++) {
    const text = single.toExponential(digits);
    if (Math.fround(Number(text)) === single) return text;
  }
  return single.toExponential(8);
}

function scientific(digits: string, exponent: number): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.slice(0, 1)}${fraction}e${exponent < 0 ? '-' : '+'}${size}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

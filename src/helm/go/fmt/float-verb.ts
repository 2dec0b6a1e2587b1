import { type Flags, pad } from './directive.ts';
import { formatFloat } from './float.ts';

/** A float under a verb; undefined for one that floats do not have (and for `%b` and `%x`, which nobody uses on them). */
export function formatFloatVerb(value: number, verb: string, flags: Flags): string | undefined {
  const text = unsigned(Math.abs(value), verb, flags.precision);
  if (text === undefined) return undefined;
  const negative = value < 0 || Object.is(value, -0);
  const infinite = !Number.isFinite(value);
  const sign = negative
    ? '-'
    : flags.plus || (infinite && !Number.isNaN(value))
      ? '+'
      : flags.space
        ? ' '
        : '';
  const { width, zero, minus } = flags;
  if (zero && !minus && !infinite && width !== undefined) {
    return sign + text.padStart(width - sign.length, '0');
  }
  return pad(sign + text, { ...flags, zero: false });
}

function unsigned(value: number, verb: string, precision: number | undefined): string | undefined {
  if (!Number.isFinite(value))
    return 'vgGeEfF'.includes(verb) ? (Number.isNaN(value) ? 'NaN' : 'Inf') : undefined;
  switch (verb) {
    case 'v':
    case 'g':
    case 'G': {
      const text = precision === undefined ? formatFloat(value) : significant(value, precision);
      return verb === 'G' ? text.toUpperCase() : text;
    }
    case 'e':
    case 'E': {
      const text = exponential(value, precision ?? 6);
      return verb === 'E' ? text.toUpperCase() : text;
    }
    case 'f':
    case 'F':
      return fixed(value, precision ?? 6);
    default:
      return undefined;
  }
}

/** `toFixed` rounds ties up, Go to even; beyond 1e21 it gives up. */
function fixed(value: number, precision: number): string {
  if (value >= 1e21) {
    const whole = BigInt(value).toString();
    return precision === 0 ? whole : `${whole}.${'0'.repeat(precision)}`;
  }
  const digits = Math.min(precision, 100);
  const scaled = value * 10 ** digits;
  if (digits < 20 && scaled < 2 ** 52 && scaled % 1 === 0.5 && Math.floor(scaled) % 2 === 0) {
    return (Math.floor(scaled) / 10 ** digits).toFixed(digits);
  }
  return value.toFixed(digits).padEnd(value.toFixed(digits).length + precision - digits, '0');
}

function exponential(value: number, precision: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(precision, 100)).split('e');
  const size = Math.abs(Number(exponent));
  return `${mantissa}e${Number(exponent) < 0 ? '-' : '+'}${String(size).padStart(2, '0')}`;
}

/** `%.3g`: so many digits at most, without zeros at the end. */
function significant(value: number, precision: number): string {
  const digits = Math.max(precision, 1);
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(digits - 1, 100)).split('e');
  const power = Number(exponent);
  const plain = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (value !== 0 && (power < -4 || power >= digits)) {
    return `${plain}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const text = value.toFixed(Math.min(100, Math.max(0, digits - 1 - power)));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

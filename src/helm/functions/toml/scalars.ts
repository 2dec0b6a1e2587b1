import type { StringValue, Value } from '../../values/value.ts';
import { timeOf, timeValue } from '../dates.ts';
import { bool, float, int64, text } from '../make.ts';
import { type Cursor, refuse, takeAll } from './cursor.ts';

/** A number, a boolean or a date (toml.io, v1.0.0). */
export function readScalar(cursor: Cursor): Value {
  const date = takeAll(
    cursor,
    /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?/y,
  );
  if (date !== '') return dateValue(cursor, date);
  const word = takeAll(cursor, /[-+\w.]+/y);
  if (word === 'true' || word === 'false') return bool(word === 'true');
  if (/^[-+]?(?:inf|nan)$/.test(word)) return float(special(word));
  if (!/^[-+.]?\d/.test(word)) refuse(cursor, `expected value but found ${JSON.stringify(word)} instead`);
  return /^[-+]?0[xob]/.test(word) || /^[-+]?[\d_]+$/.test(word)
    ? int64(integer(cursor, word))
    : float(decimal(cursor, word));
}

function special(word: string): number {
  if (word.endsWith('nan')) return Number.NaN;
  return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const digits = String.raw`\d(?:_?\d)*`;
const integers =
  /^(?:[-+]?(?:0|[1-9](?:_?\d)*)|0x[\da-fA-F](?:_?[\da-fA-F])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*)$/;
const decimals = new RegExp(`^[-+]?(?:0|[1-9](?:_?\\d)*)(?:\\.${digits})?(?:[eE][-+]?${digits})?$`);

function integer(cursor: Cursor, word: string): bigint {
  if (!integers.test(word)) refuse(cursor, `Invalid integer ${JSON.stringify(word)}: ${wrongInteger(word)}`);
  const plain = word.replaceAll('_', '').replace(/^\+/, '');
  const value = plain.startsWith('-') ? -BigInt(plain.slice(1)) : BigInt(plain);
  if (value !== BigInt.asIntN(64, value)) refuse(cursor, `${word} is out of range for int64`);
  return value;
}

function wrongInteger(word: string): string {
  return /^[-+]?0\d/.test(word) ? 'cannot have leading zeroes' : 'underscores must be surrounded by digits';
}

function decimal(cursor: Cursor, word: string): number {
  if (!decimals.test(word))
    refuse(
      cursor,
      /\.(?!\d)/.test(word)
        ? `Invalid float ${JSON.stringify(word)}: '.' must be followed by one or more digits`
        : `Invalid float value: ${JSON.stringify(word)}`,
    );
  return Number(word.replaceAll('_', ''));
}

/** What has no zone prints the name that the library gives it instead. */
function dateValue(cursor: Cursor, word: string): Value {
  const [, date = '0000-01-01', time = '00:00:00', fraction = '', zone] =
    /^(\d{4}-\d\d-\d\d)?[Tt ]?(\d\d:\d\d:\d\d)?(\.\d+)?(Z|z|[-+]\d\d:\d\d)?$/.exec(word) ?? [];
  const instant = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${zone?.toUpperCase() ?? 'Z'}`);
  const day = Number(date.slice(8));
  const isDay = new Date(Date.parse(`${date}T00:00:00Z`)).getUTCDate() === day;
  if (Number.isNaN(instant) || !isDay) refuse(cursor, `invalid datetime: ${JSON.stringify(word)}`);
  if (zone !== undefined) return timeValue(instant);
  const kind = !word.includes(':') ? 'date' : word.includes('-') ? 'datetime' : 'time';
  const shown = fraction.replace(/\.?0+$/, '');
  const local: StringValue = text(`${date} ${time}${shown} +0000 ${kind}-local`);
  const value: StringValue = { ...local, type: 'time.Time' };
  return Number.isNaN(timeOf(value)) ? refuse(cursor, `invalid datetime: ${JSON.stringify(word)}`) : value;
}

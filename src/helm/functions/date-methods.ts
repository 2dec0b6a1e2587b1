import type { IntValue, Value } from '../values/value.ts';
import { anyAt, intAt, textAt } from './args.ts';
import { timeOf, timeValue } from './dates.ts';
import { bool, int, int64, text } from './make.ts';
import { formatTime } from './time-layout.ts';
import type { Functions, TemplateFunction } from './types.ts';

/**
 * The methods of Go's `time.Time` that need no other type of Go; their first argument is the time itself. The local zone is UTC.
 */
export const dateMethods: Functions = {
  Year: field((date) => int(date.getUTCFullYear())),
  Month: field((date) => named('time.Month', date.getUTCMonth() + 1)),
  Day: field((date) => int(date.getUTCDate())),
  YearDay: field((date) => int(Number(formatTime('002', date.getTime())))),
  Weekday: field((date) => named('time.Weekday', date.getUTCDay())),
  Hour: field((date) => int(date.getUTCHours())),
  Minute: field((date) => int(date.getUTCMinutes())),
  Second: field((date) => int(date.getUTCSeconds())),
  Nanosecond: field((date) => int(date.getUTCMilliseconds() * 1_000_000)),
  Unix: field((date) => int64(BigInt(Math.floor(date.getTime() / 1000)))),
  UnixMilli: field((date) => int64(BigInt(date.getTime()))),
  UnixMicro: field((date) => int64(BigInt(date.getTime()) * 1_000n)),
  UnixNano: field((date) => int64(BigInt(date.getTime()) * 1_000_000n)),
  IsZero: field((date) => bool(date.getTime() === Date.parse('0001-01-01T00:00:00Z'))),
  Format: { params: ['string'], run: (args) => text(formatTime(textAt(args, 1), timeOf(anyAt(args, 0)))) },
  String: { params: [], run: ([time]) => text(time?.kind === 'string' ? time.value : '') },
  UTC: same(),
  Local: same(),
  AddDate: { params: ['int', 'int', 'int'], run: added },
  Before: comparison((order) => bool(order < 0)),
  After: comparison((order) => bool(order > 0)),
  Equal: comparison((order) => bool(order === 0)),
  Compare: comparison((order) => int(Math.sign(order))),
};

function field(of: (date: Date) => Value): TemplateFunction {
  return { params: [], run: (args) => of(new Date(timeOf(anyAt(args, 0)))) };
}

function named(type: 'time.Month' | 'time.Weekday', value: number): IntValue {
  return { kind: 'int', type, value: BigInt(value) };
}

function same(): TemplateFunction {
  return { params: [], run: (args) => anyAt(args, 0) };
}

function comparison(of: (order: number) => Value): TemplateFunction {
  return { params: ['time'], run: (args) => of(timeOf(anyAt(args, 0)) - timeOf(anyAt(args, 1))) };
}

/** What does not exist, such as the 31st of June, is the day so many days later. */
function added(args: readonly Value[]): Value {
  const date = new Date(timeOf(anyAt(args, 0)));
  date.setUTCFullYear(
    date.getUTCFullYear() + intAt(args, 1),
    date.getUTCMonth() + intAt(args, 2),
    date.getUTCDate() + intAt(args, 3),
  );
  return timeValue(date.getTime());
}

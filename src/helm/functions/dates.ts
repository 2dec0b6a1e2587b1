import type { StringValue, Value } from '../values/value.ts';
import { anyAt, textAt } from './args.ts';
import { parseDigits } from './cast.ts';
import { formatSeconds, parseDuration, roundDuration } from './duration.ts';
import { opaque, text } from './make.ts';
import { formatTime, parseTime } from './time-layout.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

/** How Go prints a time, which is how a value carries one. */
const printed = '2006-01-02 15:04:05 -0700 MST';

const dateModify: TemplateFunction = {
  params: ['string', 'time'],
  run: (args) => modified(args) ?? anyAt(args, 1),
};
const mustDateModify: TemplateFunction = {
  params: ['string', 'time'],
  run: (args) => {
    const value = modified(args);
    if (value === undefined) throw new FunctionFailure(`time: invalid duration "${textAt(args, 0)}"`);
    return value;
  },
};
const dateInZone: TemplateFunction = {
  params: ['string', 'any', 'string'],
  run: (args) => dated(textAt(args, 0), anyAt(args, 1), textAt(args, 2)),
};

/**
 * Dates (sprig 3.3.0, date.go). The clock is not read: what comes of `now` is opaque, as is a text in another zone than UTC. The
 * local zone is UTC.
 */
export const dates: Functions = {
  now: { params: [], run: () => ({ ...opaque(formatTime(printed, 0)), type: 'time.Time' }) },
  ago: { params: ['any'], run: () => opaque('0s') },
  date: { params: ['string', 'any'], run: (args) => dated(textAt(args, 0), anyAt(args, 1), 'UTC') },
  dateInZone,
  date_in_zone: dateInZone,
  htmlDate: { params: ['any'], run: (args) => dated('2006-01-02', anyAt(args, 0), 'UTC') },
  htmlDateInZone: {
    params: ['any', 'string'],
    run: (args) => dated('2006-01-02', anyAt(args, 0), textAt(args, 1)),
  },
  dateModify,
  date_modify: dateModify,
  mustDateModify,
  must_date_modify: mustDateModify,
  duration: { params: ['any'], run: (args) => text(formatSeconds(seconds(anyAt(args, 0)))) },
  durationRound: { params: ['any'], run: (args) => rounded(anyAt(args, 0)) },
  toDate: {
    params: ['string', 'string'],
    run: (args) =>
      timeValue(parseTime(textAt(args, 0), textAt(args, 1)) ?? Date.parse('0001-01-01T00:00:00Z')),
  },
  mustToDate: {
    params: ['string', 'string'],
    run: (args) => {
      const parsed = parseTime(textAt(args, 0), textAt(args, 1));
      if (parsed === undefined)
        throw new FunctionFailure(`parsing time "${textAt(args, 1)}" as "${textAt(args, 0)}"`);
      return timeValue(parsed);
    },
  },
  unixEpoch: {
    params: ['time'],
    run: (args) => text(String(Math.floor(timeOf(anyAt(args, 0)) / 1000))),
  },
};

/** A time, in milliseconds since 1970. */
export function timeValue(milliseconds: number): StringValue {
  return { ...text(formatTime(printed, milliseconds)), type: 'time.Time' };
}

/** The same the other way; of an integer, which is in seconds, too. */
export function timeOf(value: Value): number {
  if (value.kind === 'int') return Number(value.value) * 1000;
  const [date, clock] = value.kind === 'string' ? value.value.split(' ') : [];
  const time = Date.parse(`${date}T${clock}Z`);
  return Number.isNaN(time) ? 0 : time;
}

/** Of what is neither a time nor a number of seconds Sprig takes the clock. */
function dated(layout: string, value: Value, zone: string): Value {
  const known = value.kind === 'int' || (value.kind === 'string' && value.type === 'time.Time');
  const date = timeOf(known ? value : { kind: 'nil' });
  const shown = Number.isNaN(new Date(date).getTime()) ? '' : formatTime(layout, date);
  return known && ['UTC', 'Local', ''].includes(zone) && shown !== '' ? text(shown) : opaque(shown);
}

function modified(args: readonly Value[]): Value | undefined {
  const duration = parseDuration(textAt(args, 0));
  const value = anyAt(args, 1);
  if (duration === undefined || value.kind !== 'string') return undefined;
  return { ...value, value: formatTime(printed, timeOf(value) + Number(duration / 1_000_000n)) };
}

function seconds(value: Value): bigint {
  if (value.kind === 'string' && value.type === undefined) return parseDigits(value.value, 10) ?? 0n;
  return value.kind === 'int' && value.type === 'int64' ? value.value : 0n;
}

function rounded(value: Value): Value {
  if (value.kind === 'string' && value.type === 'time.Time') return opaque('0s');
  if (value.kind === 'string') return text(roundDuration(parseDuration(value.value) ?? 0n));
  return text(roundDuration(value.kind === 'int' && value.type === 'int64' ? value.value : 0n));
}

import { days, months } from '../go/named-integers.ts';

/** A piece of a layout of Go's `time`: what stands for a part of the date, or text. */
type Piece = { readonly token: string } | { readonly text: string };

/** Longer ones before those they begin with (time, nextStdChunk). */
const token =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|__2|_2(?!006)|[345]|PM|pm|[-Z]07(?::?00)?(?::?00)?|[.,](?:0+|9+)(?!\d)/g;

function piecesOf(layout: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const match of layout.matchAll(token)) {
    if (match.index > last) pieces.push({ text: layout.slice(last, match.index) });
    pieces.push({ token: match[0] });
    last = match.index + match[0].length;
  }
  return last < layout.length ? [...pieces, { text: layout.slice(last) }] : pieces;
}

/** A time in UTC, in milliseconds since 1970, in a layout of Go. */
export function formatTime(layout: string, time: number): string {
  const date = new Date(time);
  return piecesOf(layout)
    .map((piece) => ('text' in piece ? piece.text : formatPart(piece.token, date)))
    .join('');
}

function formatPart(part: string, date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const hour = date.getUTCHours() % 12 || 12;
  const month = date.getUTCMonth();
  switch (part) {
    case '2006':
      return String(date.getUTCFullYear()).padStart(4, '0');
    case '06':
      return two(date.getUTCFullYear() % 100);
    case 'January':
      return months[month] ?? '';
    case 'Jan':
      return (months[month] ?? '').slice(0, 3);
    case '01':
      return two(month + 1);
    case '1':
      return String(month + 1);
    case 'Monday':
      return days[date.getUTCDay()] ?? '';
    case 'Mon':
      return (days[date.getUTCDay()] ?? '').slice(0, 3);
    case '02':
      return two(date.getUTCDate());
    case '2':
      return String(date.getUTCDate());
    case '_2':
      return String(date.getUTCDate()).padStart(2);
    case '002':
    case '__2':
      return String(dayOfYear(date)).padStart(3, part === '002' ? '0' : ' ');
    case '15':
      return two(date.getUTCHours());
    case '03':
      return two(hour);
    case '3':
      return String(hour);
    case '04':
      return two(date.getUTCMinutes());
    case '4':
      return String(date.getUTCMinutes());
    case '05':
      return two(date.getUTCSeconds());
    case '5':
      return String(date.getUTCSeconds());
    case 'PM':
      return date.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'pm':
      return date.getUTCHours() < 12 ? 'am' : 'pm';
    case 'MST':
      return 'UTC';
    default:
      return formatZoneOrFraction(part, date);
  }
}

function formatZoneOrFraction(part: string, date: Date): string {
  if (part.startsWith('Z')) return 'Z';
  if (part.startsWith('-')) return `+${part.slice(1).replaceAll('7', '0')}`;
  const digits = String(date.getUTCMilliseconds())
    .padStart(3, '0')
    .padEnd(9, '0')
    .slice(0, part.length - 1);
  const kept = part.includes('9') ? digits.replace(/0+$/, '') : digits;
  return kept === '' ? '' : part.charAt(0) + kept;
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

const patterns: Readonly<Record<string, string>> = {
  '2006': '(?<year>\\d{4})',
  '06': '(?<short>\\d{2})',
  '01': '(?<month>\\d{2})',
  '1': '(?<month>\\d{1,2})',
  January: `(?<name>${months.join('|')})`,
  Jan: `(?<name>${months.map((name) => name.slice(0, 3)).join('|')})`,
  '02': '(?<day>\\d{2})',
  '2': '(?<day>\\d{1,2})',
  _2: ' ?(?<day>\\d{1,2})',
  '15': '(?<hour>\\d{2})',
  '03': '(?<half>\\d{2})',
  '3': '(?<half>\\d{1,2})',
  PM: '(?<noon>AM|PM)',
  pm: '(?<noon>am|pm)',
  '04': '(?<minute>\\d{2})',
  '4': '(?<minute>\\d{1,2})',
  '05': '(?<second>\\d{2})(?:[.,]\\d+)?',
  '5': '(?<second>\\d{1,2})(?:[.,]\\d+)?',
  'Z07:00': '(?:Z|(?<zone>[-+]\\d{2}:\\d{2}))',
  '-07:00': '(?<zone>[-+]\\d{2}:\\d{2})',
  '-0700': '(?<zone>[-+]\\d{4})',
  MST: '[A-Z]{3,5}',
  Monday: `(?:${days.join('|')})`,
  Mon: `(?:${days.map((name) => name.slice(0, 3)).join('|')})`,
};

/**
 * The time that a text in a layout names, in milliseconds since 1970; undefined for one that does not fit, and for layouts with
 * parts that nobody reads dates by, such as the day of the year. Fractions of seconds are dropped; zones by name are UTC.
 */
export function parseTime(layout: string, given: string): number | undefined {
  let pattern = '';
  for (const piece of piecesOf(layout)) {
    const part = 'text' in piece ? piece.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : patterns[piece.token];
    if (part === undefined || repeatsGroup(pattern, part)) return undefined;
    pattern += part;
  }
  const found = new RegExp(`^${pattern}$`).exec(given)?.groups;
  if (found === undefined && new RegExp(`^${pattern}$`).exec(given) === null) return undefined;
  const { month = '1', name, day = '1', minute = '0', second = '0', zone } = found ?? {};
  const index = name === undefined ? Number(month) - 1 : months.findIndex((each) => each.startsWith(name));
  const fields = [
    yearOf(found ?? {}),
    index,
    Number(day),
    hourOf(found ?? {}),
    Number(minute),
    Number(second),
  ] as const;
  const date = new Date(0);
  date.setUTCFullYear(fields[0], fields[1], fields[2]);
  date.setUTCHours(fields[3], fields[4], fields[5]);
  const fits =
    date.getUTCMonth() === fields[1] &&
    date.getUTCDate() === fields[2] &&
    fields[3] < 24 &&
    fields[4] < 60 &&
    fields[5] < 60;
  return fits ? date.getTime() - offset(zone) : undefined;
}

/** Years of two digits are those from 1969 on. */
function yearOf({ year, short }: Readonly<Record<string, string | undefined>>): number {
  if (short === undefined) return Number(year ?? 0);
  return Number(short) + (Number(short) >= 69 ? 1900 : 2000);
}

/** Not a number where there is none of twelve. */
function hourOf({ hour, half, noon }: Readonly<Record<string, string | undefined>>): number {
  const given = Number(hour ?? half ?? 0);
  if (half !== undefined && given > 12) return Number.NaN;
  if (noon?.toUpperCase() === 'PM' && given < 12) return given + 12;
  return noon?.toUpperCase() === 'AM' && given === 12 ? 0 : given;
}

function repeatsGroup(pattern: string, part: string): boolean {
  const [group] = /\(\?<\w+>/.exec(part) ?? [];
  return group !== undefined && pattern.includes(group);
}

function offset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([-+])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -size : size;
}

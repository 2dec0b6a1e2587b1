import type { IntValue } from '../values/value.ts';

export const months: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
].concat(['October', 'November', 'December']);
export const days: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];

/** What an integer prints as whose type has names for its values (Go's `time.Month` and `time.Weekday`). */
export function integerName({ type, value }: IntValue): string | undefined {
  if (type === 'time.Month') return months[Number(value) - 1];
  return type === 'time.Weekday' ? days[Number(value)] : undefined;
}

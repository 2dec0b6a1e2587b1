import type { StringValue } from '../values/value.ts';
import { encodeBase64 } from './base64.ts';
import { bytesIn } from './bytes.ts';
import { timeOf } from './dates.ts';
import { formatTime } from './time-layout.ts';

/** The string that Go's `encoding/json` makes of a value: its type may say how it is written. */
export function jsonText(value: StringValue): string {
  if (value.type === '[]uint8') return encodeBase64(bytesIn(value));
  return value.type === 'time.Time' ? formatTime('2006-01-02T15:04:05Z07:00', timeOf(value)) : value.value;
}

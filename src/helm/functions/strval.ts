import { formatValue } from '../go/fmt/value.ts';
import type { Value } from '../values/value.ts';

/** A value as Sprig makes text of it (sprig 3.3.0, strings.go, strval): as `fmt` does, but for bytes, which are taken for text. */
export function strval(value: Value): string {
  return value.kind === 'string' ? value.value : formatValue(value);
}

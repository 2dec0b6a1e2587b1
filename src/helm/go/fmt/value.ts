import type { StringValue, Value } from '../../values/value.ts';
import { integerName } from '../named-integers.ts';
import { typeName } from '../type-name.ts';
import { type Flags, noFlags, pad } from './directive.ts';
import { formatFloatVerb } from './float-verb.ts';
import { formatInteger } from './integer.ts';
import { formatText } from './text.ts';

/** A value under a verb, as Go's `fmt` writes it; of a list and a table each part. */
export function formatVerb(value: Value, verb: string, flags: Flags = noFlags): string {
  if (verb === 'T') return formatText(typeName(value), 's', flags) ?? '';
  switch (value.kind) {
    case 'nil':
      return verb === 'v' ? pad('<nil>', flags) : badVerb(value, verb, flags);
    case 'bool':
      return verb === 't' || verb === 'v' ? pad(String(value.value), flags) : badVerb(value, verb, flags);
    case 'int': {
      const name = /[vsqxX]/.test(verb) ? integerName(value) : undefined;
      if (name !== undefined) return formatText(name, verb === 'v' ? 's' : verb, flags) ?? '';
      return formatInteger(value.value, verb, flags) ?? badVerb(value, verb, flags);
    }
    case 'float':
      return formatFloatVerb(value.value, verb, flags) ?? badVerb(value, verb, flags);
    case 'string':
      if (value.type === '[]uint8' && verb === 'v') return bytesText(value);
      return formatText(value.value, verb, flags) ?? badVerb(value, verb, flags);
    case 'host':
      return verb === 'v' ? pad(value.text, flags) : badVerb(value, verb, flags);
    case 'list':
      return `[${value.items.map((item) => formatPart(item, verb, flags)).join(' ')}]`;
    case 'table': {
      const entries = [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
      const pairs = entries.map(([key, entry]) => {
        const name = formatVerb({ kind: 'string', value: key }, verb, flags);
        return `${name}:${formatPart(entry, verb, flags)}`;
      });
      return `map[${pairs.join(' ')}]`;
    }
  }
}

/** `fmt.Sprint` of one value, which is what a template prints for it. */
export function formatValue(value: Value): string {
  return value.kind === 'string' && value.type !== '[]uint8' ? value.value : formatVerb(value, 'v');
}

const bytesTexts = new WeakMap<Value, string>();

/** Charts print their files by accident, `dict "a" .Values.b .` does, and the same ones again and again. */
function bytesText(value: StringValue): string {
  const known = bytesTexts.get(value);
  if (known !== undefined) return known;
  const text = `[${(value.bytes ?? new TextEncoder().encode(value.value)).join(' ')}]`;
  bytesTexts.set(value, text);
  return text;
}

function formatPart(value: Value, verb: string, flags: Flags): string {
  return value.kind === 'nil' ? '<nil>' : formatVerb(value, verb, flags);
}

/** The complaint keeps width and precision. */
function badVerb(value: Value, verb: string, flags: Flags): string {
  const shown = formatVerb(value, 'v', { ...flags, sharp: false });
  const what = value.kind === 'nil' ? '<nil>' : `${typeName(value)}=${shown}`;
  return `%!${verb}(${what})`;
}

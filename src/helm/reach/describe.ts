import type { Value } from '../values/value.ts';
import { keyText } from '../values/value-key.ts';

const deepest = 4;
const longest = 60;

/** A value in the words of a template: `semverCompare ">=1.21" version`. */
export function describe(value: Value, depth = 0): string {
  const { from, key } = value;
  if (from?.by === 'assigned' && from.args[0] !== undefined) return describe(from.args[0], depth);
  if (from !== undefined && depth < deepest) {
    const args = from.args.map((arg) => describe(arg, depth + 1)).filter((text) => text !== '');
    const text = [from.by, ...args].join(' ');
    return shortened(depth === 0 || args.length === 0 ? text : `(${text})`);
  }
  if (key !== undefined) return keyText(key);
  switch (value.kind) {
    case 'string':
      return shortened(JSON.stringify(value.value));
    case 'bool':
    case 'int':
    case 'float':
      return String(value.value);
    case 'nil':
      return 'nil';
    default:
      return '';
  }
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

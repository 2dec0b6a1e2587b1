import { type Flags, pad } from './directive.ts';
import { quote } from './quote.ts';

/** A string under a verb; undefined for one that strings do not have. The precision counts code points. */
export function formatText(value: string, verb: string, flags: Flags): string | undefined {
  const { precision, sharp, plus } = flags;
  const text = precision === undefined ? value : [...value].slice(0, precision).join('');
  switch (verb) {
    case 'v':
      return pad(sharp ? quote(text) : text, flags);
    case 's':
      return pad(text, flags);
    case 'q':
      return pad(sharp && canBackquote(text) ? `\`${text}\`` : quote(text, { ascii: plus }), flags);
    case 'x':
    case 'X':
      return pad(hex(value, verb, flags), flags);
    default:
      return undefined;
  }
}

function hex(value: string, verb: string, { precision, sharp, space }: Flags): string {
  const bytes = [...new TextEncoder().encode(value)].slice(0, precision);
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const prefix = sharp ? '0x' : '';
  const text = pairs.join(space ? ` ${prefix}` : '');
  const marked = text === '' ? '' : prefix + text;
  return verb === 'X' ? marked.toUpperCase() : marked;
}

function canBackquote(text: string): boolean {
  const barred = '`\u007f\ufeff';
  return [...text].every((unit) => unit === '\t' || (unit >= ' ' && !barred.includes(unit)));
}

import type { Value } from '../../values/value.ts';
import { typeName } from '../type-name.ts';
import type { Flags } from './directive.ts';
import { formatValue, formatVerb } from './value.ts';

/** Widths and precisions beyond this are no numbers to `fmt`. */
const largest = 1_000_000;

const directive = /%([-+# 0]*)((?:\[[^\]]*\])?\*|\d+)?(?:(\.)((?:\[[^\]]*\])?\*|\d+)?)?(\[[^\]]*\])?(.)?/gsu;

/** Go's `fmt.Sprintf`, its complaints about wrong arguments included. */
export function sprintf(format: string, args: readonly Value[]): string {
  return plainSprintf(format, args) ?? anySprintf(format, args);
}

/** The same for a format that has nothing but `%s`, `%d`, `%q` and `%v`, each with its argument; undefined for others. */
function plainSprintf(format: string, args: readonly Value[]): string | undefined {
  let text = '';
  let from = 0;
  let next = 0;
  for (let at = format.indexOf('%'); at !== -1; at = format.indexOf('%', from)) {
    const verb = format.charAt(at + 1);
    const value = args[next++];
    if (value === undefined || (verb !== 's' && verb !== 'd' && verb !== 'q' && verb !== 'v'))
      return undefined;
    text += format.slice(from, at) + formatVerb(value, verb);
    from = at + 2;
  }
  return next === args.length ? text + format.slice(from) : undefined;
}

function anySprintf(format: string, args: readonly Value[]): string {
  let next = 0;
  let reordered = false;
  const index = (text: string | undefined): void => {
    const [, digits] = /^\[(\d+)\]/.exec(text ?? '') ?? [];
    if (digits === undefined) return;
    reordered = true;
    next = Number(digits) - 1;
  };
  const size = (text: string | undefined): number | undefined | 'bad' => {
    if (text === undefined) return undefined;
    if (!text.endsWith('*')) return Number(text);
    index(text);
    const value = args[next++];
    if (value?.kind !== 'int' || value.value > largest || value.value < -largest) return 'bad';
    return Number(value.value);
  };
  const text = format.replace(directive, (_, marks, wide, point, precise, position, verb) => {
    const width = size(wide);
    const precision = point === undefined ? undefined : (size(precise) ?? 0);
    index(position);
    const complaint =
      (width === 'bad' ? '%!(BADWIDTH)' : '') +
      (precision === 'bad' || (precision ?? 0) < 0 ? '%!(BADPREC)' : '');
    if (verb === undefined) return `${complaint}%!(NOVERB)`;
    if (verb === '%') return `${complaint}%`;
    const flags = flagsOf(
      verb === 'v' ? marks.replaceAll('+', '') : marks,
      width === 'bad' ? undefined : width,
      precision,
    );
    const value = args[next];
    if (next < 0 || (value === undefined && position !== undefined)) return `${complaint}%!${verb}(BADINDEX)`;
    if (value === undefined) return `${complaint}%!${verb}(MISSING)`;
    next++;
    return complaint + formatVerb(value, verb, flags);
  });
  if (reordered || next >= args.length) return text;
  const extra = args
    .slice(next)
    .map((value) => (value.kind === 'nil' ? '<nil>' : `${typeName(value)}=${formatVerb(value, 'v')}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function flagsOf(marks: string, width: number | undefined, precision: number | 'bad' | undefined): Flags {
  const minus = marks.includes('-') || (width ?? 0) < 0;
  return {
    plus: marks.includes('+'),
    minus,
    sharp: marks.includes('#'),
    space: marks.includes(' '),
    zero: marks.includes('0') && !minus,
    ...(width === undefined ? {} : { width: Math.abs(width) }),
    ...(precision === undefined || precision === 'bad' || precision < 0 ? {} : { precision }),
  };
}

/** Go's `fmt.Sprint`: a space between two values of which neither is a string. */
export function sprint(args: readonly Value[]): string {
  let text = '';
  for (const [index, value] of args.entries()) {
    const before = args[index - 1];
    if (before !== undefined && before.kind !== 'string' && value.kind !== 'string') text += ' ';
    text += formatValue(value);
  }
  return text;
}

/** Go's `fmt.Sprintln`. */
export function sprintln(args: readonly Value[]): string {
  return `${args.map(formatValue).join(' ')}\n`;
}

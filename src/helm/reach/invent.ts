import { UNKNOWN, unknown } from '../values/unknown.ts';
import type { Value } from '../values/value.ts';

/** Whether a key is a switch, by its name, where no value shows that it is one. */
const SWITCH = /enabled?$|^(?:use|create|enable|is|has|install|with|deploy)(?=[A-Z]|$)/;

/** Keys whose value is part of an image's name: setting them is naming another image, not reaching one. */
const NAMES_IMAGE =
  /^(?:registry|repository|repo|tag|digest|sha|sha256|hub|image|version|variant)$|(?:Registry|Repository|Tag|Digest|Image|ImageName)$/;

/** Whether setting a key is naming another image, by its name. */
export function namesImage(key: string | number): boolean {
  return NAMES_IMAGE.test(String(key));
}

/** A value that makes a key true that is false, of the kind that it has; undefined where that would only name another image. */
export function inventValue(key: string | number, current: Value | undefined): Value | undefined {
  switch (current?.kind) {
    case 'bool':
      return { kind: 'bool', value: true };
    case 'int':
    case 'float':
      return { kind: 'float', value: 1 };
    case 'list':
      return { kind: 'list', items: [unknown] };
    case 'table':
      return namesImage(key) ? undefined : unknownTable;
    default:
      if (SWITCH.test(String(key))) return { kind: 'bool', value: true };
      return namesImage(key) ? undefined : unknown;
  }
}

const unknownTable: Value = { kind: 'table', entries: new Map([[UNKNOWN, unknown]]) };

/** A value that makes a key false that is true; undefined where that would only name another image. */
export function emptyValue(key: string | number, current: Value | undefined): Value | undefined {
  if (current?.kind === 'bool') return { kind: 'bool', value: false };
  if (namesImage(key)) return undefined;
  switch (current?.kind) {
    case 'int':
    case 'float':
      return { kind: 'float', value: 0 };
    case 'string':
      return { kind: 'string', value: '' };
    case 'list':
      return { kind: 'list', items: [] };
    case 'table':
      // Only null takes a table away that the chart has by default.
      return { kind: 'nil' };
    default:
      return undefined;
  }
}

import type { Value } from '../values/value.ts';

/** The name of Go's `reflect.Kind`, as Sprig's `kindOf` gives it. */
export function kindName(value: Value): string {
  switch (value.kind) {
    case 'nil':
      return 'invalid';
    case 'int':
      return value.type === 'int64' ? 'int64' : 'int';
    case 'float':
      return 'float64';
    case 'list':
      return 'slice';
    case 'table':
      return value.type === 'sprig.certificate' ? 'struct' : 'map';
    case 'string':
      return value.type === undefined ? 'string' : typedTexts[value.type];
    case 'host':
      return value.type.startsWith('*') ? 'ptr' : 'struct';
    default:
      return value.kind;
  }
}

const typedTexts = { 'time.Time': 'struct', '*semver.Version': 'ptr', '[]uint8': 'slice' } as const;

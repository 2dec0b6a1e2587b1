import { describe, expect, it } from 'vitest';
import { formatFloat, formatJsonFloat } from '../../../src/helm/go/fmt/float.ts';
import { sprint, sprintf, sprintln } from '../../../src/helm/go/fmt/sprintf.ts';
import { nil, type Value } from '../../../src/helm/values/value.ts';

const text = (value: string): Value => ({ kind: 'string', value });
const int = (value: number): Value => ({ kind: 'int', type: 'int', value: BigInt(value) });
const float = (value: number): Value => ({ kind: 'float', value });
const yes: Value = { kind: 'bool', value: true };
const list = (...items: Value[]): Value => ({ kind: 'list', items });
const table = (entries: Readonly<Record<string, Value>>): Value => ({
  kind: 'table',
  entries: new Map(Object.entries(entries)),
});

// What Go's fmt prints for each, as it was run.
describe('printf', () => {
  it.each<[string, readonly Value[], string]>([
    ['%s:%s', [text('nginx'), text('1.25')], 'nginx:1.25'],
    ['%s', [float(1.2)], '%!s(float64=1.2)'],
    ['%v', [float(20240101)], '2.0240101e+07'],
    ['%v', [float(100000)], '100000'],
    ['%d', [float(80)], '%!d(float64=80)'],
    ['%d', [int(80)], '80'],
    ['%s', [nil], '%!s(<nil>)'],
    ['%v', [nil], '<nil>'],
    ['%s', [], '%!s(MISSING)'],
    ['%s', [text('a'), text('b'), nil], 'a%!(EXTRA string=b, <nil>)'],
    ['%s', [list(text('a'), nil, float(1))], '[a <nil> %!s(float64=1)]'],
    ['%v', [table({ b: int(1), a: list() })], 'map[a:[] b:1]'],
    ['%d', [table({ b: int(1) })], 'map[%!d(string=b):1]'],
    ['%t %v', [yes, yes], 'true true'],
    ['%q', [text('a"\n\u0001é')], '"a\\"\\n\\x01é"'],
    ['%+q', [text('é日\u{1f600}')], '"\\u00e9\\u65e5\\U0001f600"'],
    ['%#q', [text('a"b')], '`a"b`'],
    ['%5s|%-5s|%.2s|%05s', [text('é'), text('a'), text('日本語'), text('a')], '    é|a    |日本|0000a'],
    [
      '%05d|%-5d|%+d|%x|%X|%o|%b|%c|%U',
      [...Array(9).keys()].map(() => int(65)),
      '00065|65   |+65|41|41|101|1000001|A|U+0041',
    ],
    [
      '%.2f|%8.3f|%f|%e|%g|%.3g',
      [12.3456, 12.3456, 1, 1234.5, 1e-7, 1234.5].map(float),
      '12.35|  12.346|1.000000|1.234500e+03|1e-07|1.23e+03',
    ],
    ['%.0f|%.1f', [0.5, 0.25].map(float), '0|0.2'],
    ['%[2]s %[1]s', [text('a'), text('b')], 'b a'],
    ['%*d|%-*d|', [int(4), int(7), int(3), int(7)], '   7|7  |'],
    ['%T %T %T', [int(1), list(), nil], 'int []interface {} <nil>'],
    ['100%%', [], '100%'],
    ['100%', [], '100%!(NOVERB)'],
    ['%z', [int(1)], '%!z(int=1)'],
    ['%x', [text('hi')], '6869'],
  ])('%s', (format, args, expected) => {
    expect(sprintf(format, args)).toBe(expected);
  });
});

describe('print', () => {
  it('parts values that are no strings by a space', () => {
    expect(sprint([text('a'), int(1), int(2), text('b'), yes, nil])).toBe('a1 2btrue <nil>');
    expect(sprintln([text('a'), int(1)])).toBe('a 1\n');
  });
});

describe('floats', () => {
  it.each<[number, string, string]>([
    [0, '0', '0'],
    [1.2, '1.2', '1.2'],
    [1e6, '1e+06', '1000000'],
    [12345678901, '1.2345678901e+10', '12345678901'],
    [1e20, '1e+20', '100000000000000000000'],
    [1e21, '1e+21', '1e+21'],
    [0.0001, '0.0001', '0.0001'],
    [0.00001, '1e-05', '0.00001'],
    [1e-7, '1e-07', '1e-7'],
    [-2.5, '-2.5', '-2.5'],
    [5e-324, '5e-324', '5e-324'],
  ])('%s', (value, printed, json) => {
    expect(formatFloat(value)).toBe(printed);
    expect(formatJsonFloat(value)).toBe(json);
  });
});

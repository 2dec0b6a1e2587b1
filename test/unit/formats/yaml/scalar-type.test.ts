import { describe, expect, test } from 'vitest';
import { at, scalarType } from '../../../../src/formats/yaml/index.ts';
import { parsed, scalar } from './tree.ts';

describe('scalarType (YAML 1.2.2, section 10.3.2)', () => {
  test.each([
    ['null', ['', '~', 'null', 'Null', 'NULL', '!!null x']],
    ['bool', ['true', 'True', 'TRUE', 'false', 'False', 'FALSE']],
    ['int', ['0', '-12', '+7', '0o14', '0xBe', '0777', '!!int "1"']],
    ['float', ['1.20', '-.5', '1.', '12e03', '.inf', '-.INF', '.NaN', '1.5E-2']],
    [
      'str',
      [
        '"1"',
        "'true'",
        'yes',
        'on',
        'nUll',
        '1.2.3',
        'nginx:1.20',
        '0b1',
        '1_000',
        '!!str 1',
        '! 1',
        '.',
        '1e',
      ],
    ],
    ['other', ['!Ref x', '!!binary aGk=', '!vault x']],
  ])('%s', (type, values) => {
    for (const value of values) {
      const node = scalar(at(parsed(`a: ${value}\n`).root, ['a']));
      expect([value, scalarType(node)]).toEqual([value, type]);
    }
  });
});

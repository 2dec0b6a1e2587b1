import { describe, expect, it } from 'vitest';
import { type Case, float, run } from './run.ts';

// What Helm 4.2.3 answers to each, as it was run.
describe('YAML and JSON', () => {
  it.each<Case>([
    [
      'toYaml',
      [{ b: 1, a: [float(20240101), float(1.5), float(1e21), float(1e-7)], c: {}, d: [], e: null, f: true }],
      'a:\n- 20240101\n- 1.5\n- 1e+21\n- 1e-07\nb: 1\nc: {}\nd: []\ne: null\nf: true',
    ],
    [
      'toYamlPretty',
      [{ a: [1, { b: ['x', 'y', [1, 2]], c: 'yes' }], l: [], m: {}, n: '1.20', s: 'multi\nline\n' }],
      'a:\n  - 1\n  - b:\n      - x\n      - "y"\n      - - 1\n        - 2\n    c: "yes"\nl: []\nm: {}\n"n": "1.20"\ns: |\n  multi\n  line',
    ],
    ['toYamlPretty', [[1, [2, 3], { a: 1, b: [1] }]], '- 1\n- - 2\n  - 3\n- a: 1\n  b:\n    - 1'],
    ['toYaml', [[{ a: 1, b: [1, [2, 3]] }, [], 'x']], '- a: 1\n  b:\n  - 1\n  - - 2\n    - 3\n- []\n- x'],
    [
      'toYaml',
      [
        [
          'yes',
          'n',
          '1.20',
          '0x1F',
          '012',
          '1_000',
          '1e3',
          '12:30',
          '2020-01-01',
          'null',
          '~',
          '',
          ' a',
          'a ',
          'a: b',
          'a:b',
          '- a',
          '-a',
          '#a',
          'a #b',
          "it's",
          '"q"',
          '@a',
          '%a',
          '*a',
          '&a',
          '!a',
          '|',
          '>',
          '{a',
          '[a',
          '`a',
          '?a',
          '? a',
          '<<',
          '=',
          '.inf',
          '+1',
          '---',
          'é',
          '😀',
          '\ta',
          'a\tb',
          'v1.2',
          'nginx:1.25',
          '{{ x }}',
          'true',
        ],
      ],
      "- \"yes\"\n- \"n\"\n- \"1.20\"\n- \"0x1F\"\n- \"012\"\n- \"1_000\"\n- \"1e3\"\n- \"12:30\"\n- \"2020-01-01\"\n- \"null\"\n- \"~\"\n- \"\"\n- ' a'\n- 'a '\n- 'a: b'\n- a:b\n- '- a'\n- -a\n- '#a'\n- 'a #b'\n- it's\n- '\"q\"'\n- '@a'\n- '%a'\n- '*a'\n- '&a'\n- '!a'\n- '|'\n- '>'\n- '{a'\n- '[a'\n- '`a'\n- ?a\n- '? a'\n- <<\n- =\n- \".inf\"\n- \"+1\"\n- '---'\n- é\n- \"\\U0001F600\"\n- \"\\ta\"\n- \"a\\tb\"\n- v1.2\n- nginx:1.25\n- '{{ x }}'\n- \"true\"",
    ],
    ['toYaml', ['a\nb'], '|-\n  a\n  b'],
    [
      'toYaml',
      [{ a: 'x\ny\n', b: 'x\n\n', c: '\n', d: ' x\ny', e: 'x \ny', f: 'x\n y' }],
      'a: |\n  x\n  y\nb: |+\n  x\n\nc: |2+\n\nd: |2-\n   x\n  y\ne: "x \\ny"\nf: |-\n  x\n   y',
    ],
    [
      'toYaml',
      [
        {
          a: 'word word word word word word word word word word word word word word word word word word word word word word word word word ',
          b: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
        },
      ],
      "a: 'word word word word word word word word word word word word word word word word\n  word word word word word word word word word '\nb: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ],
    [
      'toYaml',
      [{ '1': 1, '2': 1, '10': 1, a10: 1, a2: 1, A: 1, b: 1, true: 1, '': 1, 'x.y/z': 1 }],
      '"": 1\n"1": 1\n"2": 1\n"10": 1\nA: 1\na2: 1\na10: 1\nb: 1\n"true": 1\nx.y/z: 1',
    ],
    ['toYaml', [{ a: { b: { c: [{ d: [] }] } } }], 'a:\n  b:\n    c:\n    - d: []'],
    ['toYaml', [null], 'null'],
    ['toYaml', [5n], '5'],
    [
      'fromYaml',
      ['a: 1\nb: [x, 1.20, yes, 012]\nc: {d: ~}'],
      { a: float(1), b: ['x', float(1.2), true, float(10)], c: { d: null } },
    ],
    ['fromYaml', [''], {}],
    // A block scalar ends with a line break where its last line does.
    ['fromYaml', ['x: |\n  a\n  b'], { x: 'a\nb' }],
    ['fromYaml', ['x: |\n  a\n  b\n'], { x: 'a\nb\n' }],
    ['fromYaml', ['x:\n- >+\n  a\n  b'], { x: ['a b'] }],
    ['fromYaml', ['y: "a\\n"'], { true: 'a\n' }],
    [
      'fromYaml',
      ['- a'],
      {
        Error:
          'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}',
      },
    ],
    ['fromYamlArray', ['- a\n- 1'], ['a', float(1)]],
    [
      'fromYamlArray',
      ['a: b'],
      [
        'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object into Go value of type []interface {}',
      ],
    ],
    [
      'toJson',
      [{ b: [1, float(1.5), float(20240101), null], a: '<é&\u2028"\n' }],
      '{"a":"\\u003cé\\u0026\\u2028\\"\\n","b":[1,1.5,20240101,null]}',
    ],
    ['toRawJson', ['<a>&'], '"<a>&"'],
    [
      'toPrettyJson',
      [{ a: [1, { b: [] }], c: {} }],
      '{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {}\n}',
    ],
    ['toJson', [float(1e21)], '1e+21'],
    ['fromJson', ['{"a": [1, 2.5, "x", null]}'], { a: [float(1), float(2.5), 'x', null] }],
    [
      'fromJson',
      ['[1]'],
      { Error: 'json: cannot unmarshal array into Go value of type map[string]interface {}' },
    ],
    ['fromJson', ['null'], {}],
    ['fromJsonArray', ['[1, {"a": true}]'], [float(1), { a: true }]],
    ['fromJsonArray', ['{}'], ['json: cannot unmarshal object into Go value of type []interface {}']],
    ['mustFromJson', ['"x"'], 'x'],
    [
      'toToml',
      [{ a: 1, c: { d: { e: float(2) } }, b: ['x', true], t: [{ k: 'v' }, { k: float(1.5) }] }],
      'a = 1\nb = ["x", true]\n\n[c]\n  [c.d]\n    e = 2.0\n\n[[t]]\n  k = "v"\n\n[[t]]\n  k = 1.5\n',
    ],
  ])('%s (%#)', (name, args, expected) => {
    expect(run(name, args)).toEqual(expected);
  });
});

import fc from 'fast-check';

type Text = fc.Arbitrary<string>;

const constants = fc.constantFrom(
  ...[
    '"x"',
    '"a/b:1"',
    '""',
    '"true"',
    '1',
    '0',
    '-3',
    '1.5',
    'true',
    'false',
    'nil',
    '`a\nb`',
    '"{{ .Values.text }}"',
  ],
);

const fields = fc.constantFrom(
  ...['.Values.on', '.Values.off', '.Values.text', '.Values.none', '.Values.number', '.Values.list'],
  ...['.Values.image.repository', '.Values.image.tag', '.Values.image', '.Values.global.registry', '.Values'],
  ...['.Chart.AppVersion', '.Release.Name', '$.Values.mode', '$.Values.map', '.', '$', '.Values.a.b.c'],
);

const unary = fc.constantFrom(
  ...[
    'quote',
    'squote',
    'upper',
    'lower',
    'title',
    'trim',
    'toString',
    'toYaml',
    'toJson',
    'int',
    'float64',
    'len',
    'not',
  ],
  ...[
    'empty',
    'keys',
    'values',
    'first',
    'last',
    'rest',
    'uniq',
    'reverse',
    'compact',
    'sortAlpha',
    'b64enc',
    'sha256sum',
  ],
  ...[
    'kindOf',
    'typeOf',
    'fromYaml',
    'fromJson',
    'deepCopy',
    'print',
    'list',
    'snakecase',
    'camelcase',
    'html',
    'until',
  ],
);

const binary = fc.constantFrom(
  ...[
    'default',
    'eq',
    'ne',
    'lt',
    'gt',
    'and',
    'or',
    'trimSuffix',
    'trimPrefix',
    'contains',
    'hasPrefix',
    'append',
    'has',
  ],
  ...[
    'join',
    'splitList',
    'trunc',
    'indent',
    'nindent',
    'repeat',
    'add',
    'sub',
    'mul',
    'div',
    'mod',
    'hasKey',
    'get',
    'index',
  ],
  ...[
    'concat',
    'merge',
    'mergeOverwrite',
    'dict',
    'coalesce',
    'printf',
    'required',
    'semverCompare',
    'regexMatch',
    'tpl',
  ],
  ...['set', 'unset', 'pick', 'omit', 'cat', 'min', 'max', 'without', 'kindIs', 'typeIs', 'ternary true'],
);

const operand: Text = fc.letrec<{ operand: string; call: string }>((tie) => ({
  operand: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fields,
    constants,
    tie('call').map((call) => `(${call})`),
    tie('call').map((call) => `(${call}).tag`),
  ),
  call: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(unary, tie('operand')).map((parts) => parts.join(' ')),
    fc.tuple(binary, tie('operand'), tie('operand')).map((parts) => parts.join(' ')),
    fc.tuple(tie('operand'), unary).map((parts) => parts.join(' | ')),
    fc.tuple(tie('operand'), binary, tie('operand')).map(([value, name, arg]) => `${value} | ${name} ${arg}`),
    fc.constantFrom('include "help" .', 'include "help" $', 'tpl .Values.text .', 'lookup "v1" "Pod" "" ""'),
  ),
})).operand;

/** Templates over the constructs and functions that charts use. */
export const helmTemplate: Text = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('text', '\n', 'image: a/b:1\n', '- ', ':', 'image: ', '{{/* c */}}'),
    operand.map((pipe) => `{{ ${pipe} }}`),
    operand.map((pipe) => `{{- ${pipe} -}}`),
    fc.tuple(operand, tie('nodes')).map(([pipe, body]) => `{{ $x := ${pipe} }}${body}{{ $x }}`),
    fc
      .tuple(operand, operand, tie('nodes'))
      .map(
        ([first, pipe, body]) =>
          `{{ $x := ${first} }}{{ if ${pipe} }}{{ $x = ${pipe} }}${body}{{ end }}{{ $x }}`,
      ),
    fc
      .tuple(fc.constantFrom('if', 'with'), operand, tie('nodes'), tie('nodes'))
      .map(([word, pipe, body, rest]) => `{{ ${word} ${pipe} }}${body}{{ else }}${rest}{{ end }}`),
    fc
      .tuple(operand, tie('nodes'), tie('nodes'))
      .map(
        ([pipe, body, rest]) =>
          `{{ range $k, $v := ${pipe} }}${body}{{ $k }}{{ $v }}{{ else }}${rest}{{ end }}`,
      ),
    fc.tuple(operand, tie('nodes')).map(([pipe, body]) => `{{ range ${pipe} }}${body}{{ . }}{{ end }}`),
  ),
  nodes: fc.array(tie('node'), { maxLength: 3 }).map((nodes) => nodes.join('')),
})).nodes;

/** What a chart of these templates may have for values. */
export const helmValues: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record({
  on: fc.constantFrom(true, false, 'yes', 1),
  off: fc.constantFrom(false, null, ''),
  text: fc.constantFrom('plain', '{{ .Values.mode }}', '{{ .Values.text }}', '{{', 'a: [1, 2]', ''),
  number: fc.constantFrom(0, 1, 1.5, 20240101, -1),
  list: fc.constantFrom([], ['a', 'b'], [1, 2.5], [{ name: 'a', image: 'c/d:1' }]),
  map: fc.constantFrom({}, { a: 1 }, { a: { b: 'c' } }),
  image: fc.constantFrom({ repository: 'a/b', tag: '1' }, { repository: 'a/b', tag: '' }, 'c/d:2', {}),
  global: fc.constantFrom({}, { registry: 'r.example' }),
  mode: fc.constantFrom('one', 'two', ''),
});

/** Takes a stretch of a text away, doubles it, or puts something into it. */
export const damaged: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(12),
    fc.constantFrom('', '{{', '}}', '{{ end }}', '"', '(', '\ufeff', '\0', '\ud800', '|', '\r'),
  )
  .map(([where, length, put]) => (text: string) => {
    const at = Math.floor(where * text.length);
    return text.slice(0, at) + put + text.slice(at + length);
  });

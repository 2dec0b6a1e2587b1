type Files = Readonly<Record<string, string>>;

/** A template that cannot be rendered, what is said about it, and the text that it is said of; of more than one all. */
export type HostileRow = readonly [name: string, template: string, message: string, at: string, more?: Files];

const deep = 'templates are executed too deep within each other';
const steps = 'the template takes too many steps';
const doubled = (make: string): string =>
  `{{ $s := "x" }}{{ range until 100 }}{{ $s = ${make} }}{{ end }}{{ $s }}`;
const tangled = '{{ $d := dict "a" 1 }}{{ range until 64 }}{{ $d = dict "a" $d "b" $d }}{{ end }}';
const within = '{{ $d := dict }}{{ $_ := set $d "x" $d }}';
const long = (call: string): string => `error calling ${call}: the text would be too long`;
const many = (call: string): string => `error calling ${call}: the list would be too long`;

export const hostileTable: readonly HostileRow[] = [
  [
    'a template in itself',
    '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
    deep,
    '{{ include "a" . }}',
  ],
  [
    'templates in each other',
    '{{ define "a" }}{{ template "b" . }}{{ end }}{{ define "b" }}{{ template "a" . }}{{ end }}{{ template "a" . }}',
    deep,
    '{{ template "a" . }}',
  ],
  [
    'a file in itself',
    'a: {{ include "one/templates/hostile.yaml" . }}',
    deep,
    'a: {{ include "one/templates/hostile.yaml" . }}',
  ],
  [
    'twice as many calls every time',
    '{{ define "a" }}{{ if . }}{{ include "a" (sub . 1) }}{{ include "a" (sub . 1) }}{{ end }}{{ end }}{{ include "a" 60 }}',
    steps,
    'include "a" (sub . 1)',
  ],
  [
    '`tpl` of itself',
    '{{ tpl .Values.self . }}',
    deep,
    '',
    { 'values.yaml': 'self: "{{ tpl .Values.self . }}"\n' },
  ],
  [
    '`tpl` of itself, twice',
    '{{ tpl .Values.self . }}',
    deep,
    '',
    { 'values.yaml': 'self: "{{ tpl .Values.self . }}{{ tpl .Values.self . }}"\n' },
  ],
  [
    'blocks within each other',
    '{{ if .Values.on }}'.repeat(600),
    'max block depth exceeded',
    '{{ if .Values.on }}',
  ],
  [
    'parentheses within each other',
    `{{ ${'('.repeat(300)}1${')'.repeat(300)} }}`,
    'max expression depth exceeded',
    '(',
  ],
  ['a huge range', '{{ range until 1000000000 }}x{{ end }}', many('until'), 'until 1000000000'],
  [
    'a huge range by steps',
    '{{ range untilStep 0 1000000000 1 }}x{{ end }}',
    many('untilStep'),
    'untilStep 0 1000000000 1',
  ],
  ['a huge sequence', '{{ seq 1 1000000000 }}', many('seq'), 'seq 1 1000000000'],
  [
    'a huge number to range over',
    '{{ range 9223372036854775807 }}{{ end }}',
    'the range is too large',
    '9223372036854775807',
  ],
  ['ranges within each other', '{{ range until 9000 }}{{ range until 9000 }}x{{ end }}{{ end }}', steps, 'x'],
  [
    'a range that is left at once',
    '{{ $l := until 90000 }}{{ range $l }}{{ range $l }}{{ break }}{{ end }}{{ end }}',
    steps,
    '{{ break }}',
  ],
  ['a huge text', '{{ repeat 1000000000 "x" }}', long('repeat'), 'repeat 1000000000 "x"'],
  ['a wide number', '{{ printf "%1000000000d" 1 }}', long('printf'), 'printf "%1000000000d" 1'],
  ['a deep indentation', '{{ indent 1000000000 "x" }}', long('indent'), 'indent 1000000000 "x"'],
  [
    'many indented lines',
    '{{ indent 9000 (repeat 90000 "x\\n") }}',
    long('indent'),
    'indent 9000 (repeat 90000 "x\\n")',
  ],
  ['much random text', '{{ randAlphaNum 1000000000 }}', long('randAlphaNum'), 'randAlphaNum 1000000000'],
  ['texts twice as long every time, printed', doubled('print $s $s'), steps, '{{ $s = print $s $s }}'],
  [
    'texts twice as long every time, by printf',
    doubled('printf "%s%s" $s $s'),
    steps,
    '{{ $s = printf "%s%s" $s $s }}',
  ],
  ['texts twice as long every time, by cat', doubled('cat $s $s'), steps, '{{ $s = cat $s $s }}'],
  [
    'texts twice as long every time, joined',
    doubled('join $s (list $s $s $s)'),
    'error calling join: the text would be too long',
    'join $s (list $s $s $s)',
  ],
  ['texts twice as long every time, quoted', doubled('squote $s $s'), steps, '{{ $s = squote $s $s }}'],
  [
    'texts twice as long every time, by tpl',
    doubled('tpl "{{ . }}{{ . }}" $s'),
    'the template prints too much',
    '',
  ],
  [
    'lists twice as long every time',
    '{{ $s := list 1 }}{{ range until 100 }}{{ $s = concat $s $s }}{{ end }}',
    many('concat'),
    'concat $s $s',
  ],
  [
    'too much output',
    `{{ range until 100 }}${'x'.repeat(90_000)}{{ end }}`,
    'the template prints too much',
    'x'.repeat(90_000),
  ],
  [
    'a long text looked through again and again',
    '{{ $s := repeat 4000000 "x" }}{{ range until 9000 }}{{ $_ := sha256sum $s }}{{ end }}',
    steps,
    '{{ $_ := sha256sum $s }}',
  ],
  [
    'one table in many places',
    `${tangled}{{ toYaml $d }}`,
    'error calling toYaml: the value is too large',
    'toYaml $d',
  ],
  [
    'one table in many places, as JSON',
    `${tangled}{{ toJson $d }}`,
    'error calling toJson: the value is too large',
    'toJson $d',
  ],
  ['one table in many places, printed', `${tangled}{{ $d }}`, 'the value is too large', '{{ $d }}'],
  [
    'one table in many places, copied',
    `${tangled}{{ $_ := deepCopy $d }}`,
    'error calling deepCopy: the value is too large',
    'deepCopy $d',
  ],
  [
    'one table in many places, merged',
    `${tangled}{{ $_ := merge $d $d }}`,
    'error calling merge: the value is too large',
    'merge $d $d',
  ],
  [
    'one table in many places, compared',
    `${tangled}{{ deepEqual $d $d }}`,
    'error calling deepEqual: the value is too large',
    'deepEqual $d $d',
  ],
  [
    'a table in itself',
    `${within}{{ toYaml $d }}`,
    'error calling toYaml: the value is nested too deeply',
    'toYaml $d',
  ],
  ['a table in itself, printed', `${within}{{ $d }}`, 'the value is nested too deeply', '{{ $d }}'],
  [
    'a table in itself, copied',
    `${within}{{ $_ := deepCopy $d }}`,
    'error calling deepCopy: the value is nested too deeply',
    'deepCopy $d',
  ],
  [
    'a table in itself, merged',
    `${within}{{ $_ := merge (dict) $d $d }}`,
    'error calling merge: the value is nested too deeply',
    'merge (dict) $d $d',
  ],
  [
    'values in themselves',
    '{{ $_ := set .Values "self" .Values }}{{ toYaml .Values }}',
    'error calling toYaml: the value is nested too deeply',
    'toYaml .Values',
  ],
  [
    'an expression for the ages',
    '{{ range until 9000 }}{{ $_ := regexFindAll "(a|b)*c" (repeat 90000 "ab") -1 }}{{ end }}',
    steps,
    '{{ $_ := regexFindAll "(a|b)*c" (repeat 90000 "ab") -1 }}',
  ],
  [
    'a list compared with itself',
    '{{ uniq (until 100000) }}',
    'error calling uniq: there is too much to look through',
    'uniq (until 100000)',
  ],
  ['no end', '{{ if .Values.on }}', 'unexpected EOF', ''],
  ['an end too many', 'a: {{ end }}', 'unexpected {{end}}', '{{ end }}'],
  ['an unknown function', '{{ nothing }}', 'function "nothing" not defined', 'nothing'],
  [
    'an unknown function of the prototype',
    '{{ constructor }}',
    'function "constructor" not defined',
    'constructor',
  ],
  ['an open comment', '{{/* a', 'unclosed comment', '/* a'],
];

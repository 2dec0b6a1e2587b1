import type { TemplateErrorCode } from '../../../src/formats/gotemplate/index.ts';

/** What Go's message for the text has to contain, after `t:` and the line. */
export type ErrorRow = readonly [text: string, code: TemplateErrorCode, line: number, message: string];

/** Inputs of the error table in parse_test.go of Go's text/template/parse, with Go's line and words. No function is known. */
export const errorRows: readonly ErrorRow[] = [
  ['line1\n{{', 'unclosed-action', 2, 'unclosed action'],
  ['line1\n{{define `x`}}line2\n{{', 'unclosed-action', 3, 'unclosed action'],
  ['line1\n{{"x"\n"y"\n', 'unclosed-action', 4, 'unclosed action started at t:2'],
  ['{{\n\n\n\n\n', 'unclosed-action', 6, 'unclosed action started at t:1'],
  ['line1\n{{\nx\n}}', 'undefined-function', 3, 'function "x" not defined'],
  ['{{foo}}', 'undefined-function', 1, 'function "foo" not defined'],
  ['{{/*}}', 'unclosed-comment', 1, 'unclosed comment'],
  ['{{/*\nhello\n}}', 'unclosed-comment', 1, 'unclosed comment'],
  ['{{.X (1 2 3}}', 'unclosed-parenthesis', 1, 'unclosed left paren'],
  ['{{.X 1 2 3 ) }}', 'unexpected-right-parenthesis', 1, 'unexpected right paren'],
  ['{{(.X 1 2 3', 'unclosed-action', 1, 'unclosed action'],
  ['{{`x`3}}', 'unexpected-token', 1, 'unexpected "3" in operand'],
  ['{{a#}}', 'bad-character', 1, "bad character U+0023 '#'"],
  ["{{'a}}", 'unterminated-character', 1, 'unterminated character constant'],
  ['{{"a}}', 'unterminated-string', 1, 'unterminated quoted string'],
  ['{{`a}}', 'unterminated-raw-string', 1, 'unterminated raw quoted string'],
  ['{{0xi}}', 'bad-number', 1, 'illegal number syntax: "0xi"'],
  [
    '{{define `a`}}a{{end}}{{define `a`}}b{{end}}',
    'duplicate-template',
    1,
    'template: multiple definition of template "a"',
  ],
  ['{{range .X}}', 'unexpected-end-of-text', 1, 'unexpected EOF'],
  ['{{$x := 23}}{{with $x.y := 3}}{{$x 23}}{{end}}', 'unexpected-token', 1, 'unexpected ":=" in operand'],
  ['{{$a,$b,$c := 23}}', 'too-many-declarations', 1, 'too many declarations in command'],
  ['{{$a}}', 'undefined-variable', 1, 'undefined variable "$a"'],
  ['{{true.any}}', 'field-of-literal', 1, 'unexpected . after term "true"'],
  ['{{12|false}}', 'not-executable', 1, 'non executable command in pipeline stage 2'],
  ['{{ ( ) }}', 'missing-value', 1, 'missing value for parenthesized pipeline'],
  ['{{ $v := `\n` }} {{', 'unclosed-action', 2, 'unclosed action'],
  ['{{range $k}}{{end}}', 'undefined-variable', 1, 'undefined variable "$k"'],
  ['{{range $k, $v}}{{end}}', 'undefined-variable', 1, 'undefined variable "$v"'],
  ['{{range $k,}}{{end}}', 'missing-value', 1, 'missing value for range'],
  ['{{range $k, $v := }}{{end}}', 'missing-value', 1, 'missing value for range'],
  ['{{range $k, .}}{{end}}', 'range-without-variable', 1, 'range can only initialize variables'],
  ['{{range $k, 123 := .}}{{end}}', 'range-without-variable', 1, 'range can only initialize variables'],
];

/** Whether a text holds nothing but white space, comments and definitions. */
export const emptyRows: readonly (readonly [text: string, empty: boolean])[] = [
  ['', true],
  ['hello', false],
  [' \t\n \t\n', true],
  ['{{/* comment */}}', true],
  ['{{define "x"}}something{{end}}', true],
  ['{{define `x`}}something{{end}}\n\n{{define `y`}}something{{end}}\n\n', true],
  ['{{define `x`}}something{{end}}\nx\n{{define `y`}}something{{end}}\ny\n', false],
  ['{{define `x`}}something{{end}}{{if 3}}foo{{end}}', false],
];

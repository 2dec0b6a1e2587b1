import { describe, expect, test } from 'vitest';
import {
  builtText,
  expandTemplate,
  type Scope,
  type Template,
  textValue,
} from '../../../../src/formats/interpolation/index.ts';

const values: Readonly<Record<string, string>> = { FOO: 'first', BAR: '', JSON: '{"json":2}' };

const scope: Scope = (name) => {
  const value = values[name];
  return value === undefined ? undefined : { value: textValue(value, undefined), origin: [] };
};

function template(text: string): Template {
  return { text, placeOf: (start, end) => ({ file: 'compose.yaml', span: { start, end } }) };
}

/** What compose-go makes of the text: variables without a value are empty. */
function expanded(text: string): string {
  const result = expandTemplate(template(text), scope);
  return result.ok ? builtText(result.value.value) : `error: ${result.error.code}`;
}

/** The facts of compose-go's `template/template_test.go`, and of `${…}` at its edges. */
describe('values', () => {
  test.each([
    ['plain', 'plain'],
    ['$$', '$'],
    ['$${FOO}', '${FOO}'],
    ['$$$FOO', '$first'],
    ['costs 5$', 'costs 5$'],
    ['$ and $} and $1 and $-', '$ and $} and $1 and $-'],
    ['<$FOO>', '<first>'],
    ['<${FOO}>', '<first>'],
    ['$FOO-bar', 'first-bar'],
    ['$FOO_bar', ''],
    ['${JSON}', '{"json":2}'],
    ['<$NONE>', '<>'],
    ['<${BAR}>', '<>'],
    ['${NONE:-def}', 'def'],
    ['${NONE-def}', 'def'],
    ['${BAR:-def}', 'def'],
    ['${BAR-def}', ''],
    ['${FOO:-def}', 'first'],
    ['${FOO-def}', 'first'],
    ['${NONE:-}', ''],
    ['${BAR:-/a:-b}', '/a:-b'],
    ['${NONE:+there}', ''],
    ['${NONE+there}', ''],
    ['${BAR:+there}', ''],
    ['${BAR+there}', 'there'],
    ['${FOO:+there}', 'there'],
    ['${FOO+there}', 'there'],
    ['${NONE-$FOO}', 'first'],
    ['${NONE:-${FOO} ${FOO}}', 'first first'],
    ['${NONE:-${BAR:-${OTHER:-deep}}}', 'deep'],
    ['${NONE:-${BAR-x}}', ''],
    ['${FOO+$FOO ${FOO:+second}}', 'first second'],
    ['${NONE:-a}-${NONE:-b}', 'a-b'],
    ['${NONE:-{"a":{"b":1}}}', '{"a":{"b":1}}'],
    ['-${BAR:-x} :-${BAR-y} ?${FOO}', '-x :- ?first'],
    ['${NONE:-$$FOO}', '$FOO'],
    ['${NONE:-{x}', '{x'],
    ['${FOO:?set it}', 'first'],
    ['${FOO?${', 'error: syntax'],
    ['${BAR?set it}', ''],
    ['${_a1:-ok}', 'ok'],
  ])('%s is %s', (text, value) => {
    expect(expanded(text)).toBe(value);
  });

  test.each([
    '${',
    '${}',
    '${ }',
    '${ FOO}',
    '${FOO }',
    '${FOO!}',
    '${FOO',
    '${FOO:x}',
    '${1}',
    '${NONE:-a\nb}',
  ])('%j is refused', (text) => {
    expect(expanded(text)).toBe('error: syntax');
  });

  test('a default that is not needed is not read', () => {
    expect(expanded('${FOO:-${}}')).toBe('first');
    expect(expanded('${NONE:-${}}')).toBe('error: syntax');
  });
});

describe('what has no value', () => {
  test.each([
    ['a${NONE}b', 'variable NONE has no value here'],
    ['${NONE:?set it}', 'variable NONE has no value here: set it'],
    ['${BAR:?for ${FOO}}', 'variable BAR has no value here: for first'],
    ['${NONE?}', 'variable NONE has no value here'],
    ['${OTHER:-${NONE}}', 'variable NONE has no value here'],
  ])('%s is a hole', (text, reason) => {
    const result = expandTemplate(template(text), scope);
    const holes = result.ok ? result.value.value.filter(({ kind }) => kind === 'hole') : [];
    expect(holes).toMatchObject([{ reason }]);
  });
});

test('each part has its place, and the stretch that it stands for', () => {
  const where = { file: '.env', span: { start: 10, end: 13 } };
  const given: Scope = (name) =>
    name === 'TAG' ? { value: textValue('1.2', where), origin: ['VERSION'] } : undefined;
  const result = expandTemplate(template('a/${NAME:-b}:$TAG'), given);
  const at = (start: number, end: number) => ({ file: 'compose.yaml', span: { start, end } });
  expect(result).toEqual({
    ok: true,
    value: {
      value: [
        { kind: 'text', text: 'a/', place: at(0, 2), use: { start: 0, end: 2 }, literal: true },
        { kind: 'text', text: 'b', place: at(10, 11), use: { start: 2, end: 12 }, literal: false },
        { kind: 'text', text: ':', place: at(12, 13), use: { start: 12, end: 13 }, literal: true },
        { kind: 'text', text: '1.2', place: where, use: { start: 13, end: 17 }, literal: false },
      ],
      origin: ['NAME', 'TAG', 'VERSION'],
    },
  });
});

test('what variables make too long, or too deep, is said to be so', () => {
  const long: Scope = () => ({ value: textValue('x'.repeat(1000), undefined), origin: [] });
  expect(expandTemplate(template('$A'.repeat(100)), long)).toMatchObject({ error: { code: 'too-long' } });
  const deep = `${'${A:-'.repeat(1000)}x${'}'.repeat(1000)}`;
  expect(expandTemplate(template(deep), () => undefined)).toMatchObject({ error: { code: 'too-long' } });
});

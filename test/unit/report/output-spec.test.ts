import { expect, test } from 'vitest';
import { auditFormats, defaultFormat, parseOutputSpecs, scanFormats } from '../../../src/report/index.ts';

test.each([
  ['sarif', { format: 'sarif' }],
  ['SARIF=out/a.sarif', { format: 'sarif', file: 'out/a.sarif' }],
  ['json=a=b.json', { format: 'json', file: 'a=b.json' }],
  [' junit =a b.xml', { format: 'junit', file: 'a b.xml' }],
])('%j', (text, value) => {
  expect(parseOutputSpecs([text], 'audit')).toEqual({ ok: true, value: [value] });
});

test.each([
  ['serif', 'audit', 'unknown-format', 'audit has no output format "serif". Did you mean sarif?'],
  ['xlsx', 'scan', 'unknown-format', 'scan has no output format "xlsx". It knows pretty, json, markdown.'],
  ['sarif', 'scan', 'unknown-format', 'scan has no output format "sarif". It knows pretty, json, markdown.'],
  ['json=', 'scan', 'empty-file', '--output json= names no file after the =.'],
  ['', 'scan', 'unknown-format', 'scan has no output format "". It knows pretty, json, markdown.'],
] as const)('%j for %s is %s', (text, command, code, message) => {
  expect(parseOutputSpecs([text], command)).toEqual({ ok: false, error: { code, message } });
});

test('every format of a command is read', () => {
  for (const format of scanFormats) expect(parseOutputSpecs([format], 'scan').ok).toBe(true);
  for (const format of auditFormats) expect(parseOutputSpecs([format], 'audit').ok).toBe(true);
});

test('one report at most is printed, any number goes to files', () => {
  expect(parseOutputSpecs(['pretty', 'sarif=a', 'junit=b'], 'audit')).toMatchObject({ ok: true });
  expect(parseOutputSpecs(['pretty', 'json'], 'audit')).toMatchObject({
    ok: false,
    error: {
      code: 'stdout-twice',
      message: 'pretty and json would both be printed; give all but one a file, as in json=FILE.',
    },
  });
  expect(parseOutputSpecs(['sarif=a', 'pretty', 'json=a'], 'audit')).toEqual({
    ok: false,
    error: {
      code: 'file-twice',
      message: 'a is named for two reports, and the second would replace the first.',
    },
  });
  expect(parseOutputSpecs(['pretty', 'nope'], 'audit')).toMatchObject({ error: { code: 'unknown-format' } });
});

test.each([
  [{ GITHUB_ACTIONS: 'true' }, 'audit', 'github'],
  [{ TF_BUILD: 'True' }, 'audit', 'azure'],
  [{ GITLAB_CI: 'true' }, 'audit', 'pretty'],
  [{ CI: 'true' }, 'audit', 'pretty'],
  [{ GITHUB_ACTIONS: 'false' }, 'audit', 'pretty'],
  [{ GITHUB_ACTIONS: 'true' }, 'scan', 'pretty'],
  [{}, 'audit', 'pretty'],
] as const)('%j and %s: %s', (env, command, format) => {
  expect(defaultFormat(env, command)).toBe(format);
});

import { expect, test } from 'vitest';
import { applySuppressions, ignoreDirectives } from '../../../../src/audit/suppress/index.ts';
import { audited, auditOf, decisions } from '../builders.ts';

const findings = auditOf({
  uses: [
    audited('nginx', decisions.covered, { line: 3 }),
    audited('redis:7', decisions.covered, { line: 6, file: 'other.yaml' }),
  ],
}).findings;

function run(...lines: readonly string[]): {
  readonly kept: readonly string[];
  readonly unused: readonly unknown[];
} {
  const directives = new Map([['k8s/web.yaml', ignoreDirectives(lines.join('\n'))]]);
  const { findings: kept, unused } = applySuppressions(findings, directives, new Set(['pt006']));
  return { kept: kept.map(({ file, check }) => `${file} ${check}`), unused };
}

test('a directive takes out the checks it names, at its lines, in its file', () => {
  expect(run('a: 1', '# pullthrough-ignore: PT005', 'image: nginx')).toEqual({
    kept: ['k8s/web.yaml PT002', 'other.yaml PT002'],
    unused: [],
  });
});

test('one that names none takes out all', () => {
  expect(run('a: 1', '# pullthrough-ignore', 'image: nginx')).toEqual({
    kept: ['other.yaml PT002'],
    unused: [],
  });
});

test('one for the file takes out every line of it', () => {
  expect(run('# pullthrough-ignore-file: direct-pull, mutable-tag')).toEqual({
    kept: ['other.yaml PT002'],
    unused: [],
  });
});

test('one that takes out nothing is named, with the checks that it names in vain', () => {
  expect(
    run('# pullthrough-ignore', 'a: 1', 'image: nginx # pullthrough-ignore: PT005, PT001').unused,
  ).toEqual([
    { file: 'k8s/web.yaml', line: 1, checks: [] },
    { file: 'k8s/web.yaml', line: 3, checks: ['pt001'] },
  ]);
});

test('a check that did not run is not named in vain', () => {
  expect(run('a: 1', 'b: 2', 'image: nginx # pullthrough-ignore: PT006').unused).toEqual([]);
});

test('several directives for the same check are all used', () => {
  const lines = ['# pullthrough-ignore-file: PT005', 'a: 1', 'image: nginx # pullthrough-ignore: PT005'];
  expect(run(...lines).unused).toEqual([]);
});

test('a finding about the configuration cannot be taken out by a comment in its file', () => {
  const configuration = auditOf({
    conflicts: [{ rules: [], message: 'x' }],
    settings: { levels: {}, configFile: 'pullthrough.yaml' },
  }).findings;
  const directives = new Map([['pullthrough.yaml', ignoreDirectives('# pullthrough-ignore-file')]]);
  expect(applySuppressions(configuration, directives, new Set()).findings).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { githubActions } from '../../../../src/sources/github-actions/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function read(text: string, path = '.github/workflows/ci.yml'): readonly string[] {
  const source = sourceText(path, text);
  const { uses, unresolved } = extractImages(source, [githubActions], { buildArgs: {} });
  for (const { span, raw } of [...uses, ...unresolved]) expect(slice(source, span)).toBe(raw);
  for (const { pieces = [] } of uses)
    for (const piece of pieces) expect(slice(source, piece.span)).toBe(piece.value);
  return [
    ...uses.map(({ value }) => value),
    ...unresolved.map(({ value, reason }) => `${value} (${reason})`),
  ];
}

/** The images of a job's container, with what else a job and a workflow say. */
function container(expression: string, job = '', workflow = ''): readonly string[] {
  return read(`on: push\n${workflow}jobs:\n  a:\n    container: ${expression}\n${job}`);
}

const matrix = (lines: string): string =>
  `    strategy:\n      matrix:\n${lines.replace(/^/gm, '        ')}\n`;

describe('expressions', () => {
  const env = 'env: { A: "a:1", E: "", B: "${{ env.A }}" }\n';

  test.each([
    [`"\${{ 'a:1' }}"`, ['a:1']],
    ['${{ env.A }}', ['a:1']],
    ['${{env.B}}', ['a:1']],
    [`"\${{ env['A'] }}-x"`, ['a:1-x']],
    [`"\${{ env.A || 'b:1' }}"`, ['a:1']],
    [`"\${{ env.E || 'b:1' }}"`, ['b:1']],
    [`"\${{ inputs.x || 'b:1' }}"`, ['b:1']],
    [`"\${{ vars.X && 'a:1' || 'b:1' }}"`, ['a:1', 'b:1']],
    [`"\${{ vars.X == 'y' && 'a:1' || vars.X == 'z' && 'b:1' || 'c:1' }}"`, ['a:1', 'b:1', 'c:1']],
    [`"\${{ env.A == 'a:1' && 'b:1' || 'c:1' }}"`, ['b:1']],
    [`"\${{ (!vars.X) && 'a:1' || '' }}"`, ['a:1']],
    [`"\${{ format('{0}/web:{1}', 'r.io', 2) }}"`, ['r.io/web:2']],
    [`"\${{ fromJSON('{\\"a\\":[\\"b:1\\"]}').a[0] }}"`, ['b:1']],
    [`"\${{ fromJSON(vars.X).a }}"`, [' (vars.X is known only when the workflow runs)']],
    ['r.io/a:${{ github.sha }}', ['r.io/a: (github.sha is known only when the workflow runs)']],
    ['${{ secrets.R }}/a:1', ['/a:1 (secrets.R is known only when the workflow runs)']],
    ['${{ env.NONE }}', [' (env.NONE has no value here)']],
    ['a:${{ join(1) }}', ['a: (join() is not evaluated)']],
    ['${{ broken', [' (variable broken has no value here)']],
    ['""', []],
    ['docker://a:1', ['a:1']],
  ])('%s', (expression, expected) => {
    const found = container(expression, '', env);
    if (expression === '${{ broken') expect(found).toHaveLength(1);
    else expect(found).toEqual(expected);
  });
});

describe('matrix', () => {
  test.each([
    ['image: [a:1, b:1]', '${{ matrix.image }}', ['a:1', 'b:1']],
    ['c: [{ image: "a:1" }, { image: "b:1" }]', '${{ matrix.c.image }}', ['a:1', 'b:1']],
    ['c: [{ image: "a:1", options: x }]', '${{ matrix.c }}', ['a:1']],
    ['v: [1, 2]\nw: [x, y]', 'a:${{ matrix.v }}-${{ matrix.w }}', ['a:1-x', 'a:1-y', 'a:2-x', 'a:2-y']],
    ['v: [1, 2]\nw: [x]\nexclude: [{ v: 1, w: x }]', 'a:${{ matrix.v }}', ['a:2']],
    [
      'v: [1, 2]\ninclude: [{ v: 2, i: b }, { v: 3, i: c }]',
      '${{ matrix.i }}:${{ matrix.v }}',
      ['b:2', 'c:3'],
    ],
    ['include: [{ i: "a:1" }, { i: "" }]', '${{ matrix.i }}', ['a:1']],
    [`v: "\${{ fromJSON('[1, 2]') }}"`, 'a:${{ matrix.v }}', ['a:1', 'a:2']],
  ])('%j', (lines, expression, expected) => {
    const known = container(expression, matrix(lines)).filter((value) => !value.includes('('));
    expect(known).toEqual(expected);
  });

  test('what is made when it runs is open', () => {
    expect(
      container('${{ matrix.i }}', '    strategy: { matrix: "${{ fromJSON(needs.x.outputs.y) }}" }\n'),
    ).toEqual([' (the matrix is made when the workflow runs)']);
    expect(container('${{ matrix.i }}', matrix('i: ${{ fromJSON(needs.x.outputs.y) }}'))).toEqual([
      ' (matrix.i is made when the workflow runs)',
    ]);
  });

  test('a huge one is bounded', () => {
    const list = `[${Array.from({ length: 100 }, (_, index) => index).join(', ')}]`;
    const lines = ['a', 'b', 'c', 'd'].map((key) => `${key}: ${list}`).join('\n');
    const text = ['a', 'b', 'c', 'd'].map((key) => `\${{ matrix.${key} }}`).join('-');
    expect(container(`x:${text}`, matrix(lines)).length).toBeLessThanOrEqual(256);
  });
});

describe('files', () => {
  test('other YAML in the same place is left to others', () => {
    const source = sourceText('.github/workflows/x.yml', 'image: a\n');
    expect(githubActions.extract(source, { buildArgs: {} })).toBeUndefined();
  });

  test.each([
    ['.github/workflows/a.yml', true],
    ['sub/.gitea/workflows/a.yaml', true],
    ['.forgejo/workflows/a.yml', true],
    ['workflow-templates/a.yml', true],
    ['action.yml', true],
    ['.github/actions/x/action.yaml', true],
    ['.github/workflows/sub/a.yml', false],
    ['.github/dependabot.yml', false],
    ['faction.yml', false],
  ])('%s', (path, claimed) => {
    expect(githubActions.claims(path, undefined)).toBe(claimed);
  });
});

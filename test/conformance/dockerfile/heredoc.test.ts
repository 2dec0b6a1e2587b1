import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/formats/dockerfile/index.ts';

interface Document {
  readonly name: string;
  readonly body: string;
  readonly chomp?: boolean;
  readonly expand?: boolean;
}

/** Lines that open here-documents, with what follows; BuildKit, `parser/parser_heredoc_test.go` and `parser.go`. */
const cases: readonly (readonly [lines: string, documents: readonly Document[]])[] = [
  ['RUN <<EMPTY\nEMPTY', [{ name: 'EMPTY', body: '' }]],
  ['RUN 3<<FD\nFD', [{ name: 'FD', body: '' }]],
  ['RUN <<-TABS\n\tbaz\n\tTABS', [{ name: 'TABS', body: '\tbaz\n', chomp: true }]],
  ['RUN << -EOF\n-EOF', [{ name: '-EOF', body: '' }]],
  ["RUN <<-'NO'\n$X\nNO", [{ name: 'NO', body: '$X\n', chomp: true, expand: false }]],
  ['RUN <<"EOF"\nEOF', [{ name: 'EOF', body: '', expand: false }]],
  ['RUN <<EO"F"\nEOF', [{ name: 'EOF', body: '', expand: false }]],
  ["RUN <<eo'f'\nx\neof", [{ name: 'eof', body: 'x\n', expand: false }]],
  ["RUN <<eo\\'f\nx\neo'f", [{ name: "eo'f", body: 'x\n' }]],
  ["RUN <<'e'o\\'f\nx\neo'f", [{ name: "eo'f", body: 'x\n', expand: false }]],
  ["RUN <<'one two'\nx\none two", [{ name: 'one two', body: 'x\n', expand: false }]],
  ['RUN <<$EOF\n$EOF', [{ name: '$EOF', body: '' }]],
  ['RUN <<  EOF  > foo\nEOF', [{ name: 'EOF', body: '' }]],
  ['RUN <<EOF python3\nprint()\nEOF', [{ name: 'EOF', body: 'print()\n' }]],
  [
    'RUN <<EOF cat; <<E cat\na\nEOF\nb\nE',
    [
      { name: 'EOF', body: 'a\n' },
      { name: 'E', body: 'b\n' },
    ],
  ],
  ['RUN cat \\\n # comment\n\n <<EOF\na \\\n#b\nEOF', [{ name: 'EOF', body: 'a \\\n#b\n' }]],
  ['RUN --mount=type=cache,target=/x <<EOF\nx\nEOF', [{ name: 'EOF', body: 'x\n' }]],
  ['run <<EOF\r\nx\r\nEOF\r', [{ name: 'EOF', body: 'x\r\n' }]],
  [
    'COPY <<X <<Y /d\nY\nX\nX\nY',
    [
      { name: 'X', body: 'Y\n' },
      { name: 'Y', body: 'X\n' },
    ],
  ],
  ['ADD <<file.txt /d\nx\nfile.txt', [{ name: 'file.txt', body: 'x\n' }]],
  ['ONBUILD RUN <<EOF\nx\nEOF', [{ name: 'EOF', body: 'x\n' }]],
  ['ONBUILD COPY <<EOF /d\nx\nEOF', [{ name: 'EOF', body: 'x\n' }]],
];

const none: readonly string[] = [
  'RUN "<<NO"',
  'RUN <<<NO',
  'RUN <<',
  'RUN <<-',
  'RUN <<- NO',
  'RUN <<""',
  'RUN x<<NO',
  'RUN 1 < <NO',
  "RUN it's <<NO",
  'RUN echo ${x^^} <<NO',
  'RUN <<${x:-NO}',
  'RUN ["<<NO"]',
  'ONBUILD RUN ["<<NO"]',
  'ONBUILD ONBUILD RUN <<NO',
  'USER <<NO',
  'ENV A=<<NO',
];

describe('here-documents', () => {
  test.each(cases)('%j', (lines, documents) => {
    const text = `FROM a\n${lines}\nFROM b`;
    const { instructions, problems } = parseDockerfile(text);
    const [, opening, next] = instructions;
    expect(
      opening?.heredocs.map(({ name, chomp, expand, body }) => ({
        name,
        chomp,
        expand,
        body: text.slice(body.start, body.end),
      })),
    ).toEqual(documents.map((document) => ({ chomp: false, expand: true, ...document })));
    expect(next?.rest.text).toBe('b');
    expect(problems).toEqual([]);
  });

  test.each(none)('%j opens none', (line) => {
    const { instructions } = parseDockerfile(`FROM a\n${line}\nFROM b`);
    expect(instructions.map(({ heredocs }) => heredocs)).toEqual([[], [], []]);
  });

  test('without its end it takes the rest of the file, which is a problem', () => {
    const { instructions, problems } = parseDockerfile('FROM a\nRUN <<EOF\nFROM b\n');
    expect(instructions.map(({ name }) => name)).toEqual(['from', 'run']);
    expect(problems).toMatchObject([{ code: 'unterminated-heredoc', span: { start: 11, end: 16 } }]);
  });
});

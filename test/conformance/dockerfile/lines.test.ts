import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/formats/dockerfile/index.ts';

/** Texts and their instructions as keyword and joined arguments; BuildKit, `parser.go` and `parser/testfiles`. */
const cases: readonly (readonly [title: string, text: string, instructions: readonly string[]])[] = [
  ['one line', 'RUN a', ['run a']],
  ['white space around', ' \t RUN\t  a b \t\n', ['run a b']],
  ['empty lines and comments between', '\n# c\n  # c\n\t\nRUN a\n', ['run a']],
  ['a continued line keeps its indentation', 'RUN a \\\n  b\n', ['run a   b']],
  ['a word goes on in the first column', 'RUN a\\\nb', ['run ab']],
  ['blanks after the escape character', 'RUN a \\ \t\nb', ['run a b']],
  ['other white space after it', 'RUN a \\\v\nWORKDIR b', ['run a \\', 'workdir b']],
  ['an escaped escape character', 'RUN a \\\\\nWORKDIR b', ['run a \\\\', 'workdir b']],
  ['three of them', 'RUN a \\\\\\\nWORKDIR b', ['run a \\\\\\', 'workdir b']],
  ['comments inside', 'RUN a \\\n# c\n   # c \\\n b', ['run a  b']],
  ['empty lines inside', 'RUN a \\\n\n \t\n b', ['run a  b']],
  ['a comment does not go on', '# c \\\nRUN a', ['run a']],
  ['an escape character alone', 'RUN a \\\n\\\n b', ['run a  b']],
  ['an escape character alone begins', '\\\nRUN a', ['run a']],
  ['the file ends inside', 'RUN a \\\n', ['run a']],
  ['CRLF', 'RUN a \\\r\n  b\r\nRUN c\r\n', ['run a   b', 'run c']],
  ['several CR before LF', 'RUN a \\\r\r\n b', ['run a  b']],
  ['a lone CR is a blank', 'RUN a\rb', ['run a\rb']],
  ['backtick', '# escape=`\nRUN a\\\nRUN b `\n c', ['run a\\', 'run b  c']],
  ['keyword split over lines', 'RU\\\nN a', ['run a']],
  ['keyword alone', 'RUN', ['run ']],
  ['any case', 'rUn a', ['run a']],
  ['form feed and vertical tab separate', 'RUN\f\va', ['run a']],
  ['no-break spaces around are white space', '\u00a0RUN a\u00a0', ['run a']],
];

describe('logical lines', () => {
  test.each(cases)('%s', (_title, text, expected) => {
    const { instructions } = parseDockerfile(text);
    expect(instructions.map(({ name, rest }) => `${name} ${rest.text}`)).toEqual(expected);
  });
});

/** An instruction, its flags, and its remaining arguments; BuildKit, `split_command.go`, `testfiles/flags`. */
const flags: readonly (readonly [line: string, flags: readonly string[], rest: string])[] = [
  ['COPY --a --b=c d e', ['a', 'b=c'], 'd e'],
  ['COPY d --a e', [], 'd --a e'],
  ['COPY --a="b c" d', ['a=b c'], 'd'],
  ["COPY --a='b\"c' d", ['a=b"c'], 'd'],
  ['COPY --a=b\\ c d', ['a=b c'], 'd'],
  ["COPY --a='b\\'c' d", ["a=b'c"], 'd'],
  ['COPY --a= d', ['a='], 'd'],
  ['COPY -- --a d', [], '--a d'],
  ['COPY --a -- --b d', ['a'], '--b d'],
  ['COPY -a d', [], '-a d'],
  ['COPY "--a" d', [], '"--a" d'],
  ['COPY --a', ['a'], ''],
  ['COPY --', [], ''],
  ['COPY --a="b', ['a=b'], ''],
  ['COPY --a=b\\', ['a=b'], ''],
  ['COPY --a=b\\\n  c', ['a=b'], 'c'],
  ['COPY --a=b\\\nc d', ['a=bc'], 'd'],
];

describe('flags', () => {
  test.each(flags)('%j', (line, expected, rest) => {
    const [copy] = parseDockerfile(line).instructions;
    expect(
      copy?.flags.map(({ name, value }) => (value === undefined ? name : `${name}=${value.text}`)),
    ).toEqual(expected);
    expect(copy?.rest.text).toBe(rest);
  });
});

/** The words of ARG (BuildKit, `parseWords`, `testfiles/args`) and of FROM. */
const words: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['ARG a', ['a']],
  ['ARG a b=c  d=', ['a', 'b=c', 'd=']],
  ['ARG a="b c" d', ['a="b c"', 'd']],
  ["ARG a='b \"c' d", ["a='b \"c'", 'd']],
  ['ARG a=b\\ c d', ['a=b\\ c', 'd']],
  ['ARG a="b\\" c" d', ['a="b\\" c"', 'd']],
  ["ARG a='b\\' c", ["a='b\\'", 'c']],
  ['ARG a="b c', ['a="b c']],
  ['ARG a=b\\', ['a=b']],
  ['ARG a=\\\n  b', ['a=', 'b']],
  ['ARG', []],
  ['FROM a AS  b', ['a', 'AS', 'b']],
  ['FROM "a b"', ['"a', 'b"']],
  ['FROM a\u00a0b', ['a\u00a0b']],
  ['COPY ["a", "b"]', []],
  ['COPY ["a", b]', ['["a",', 'b]']],
];

describe('words', () => {
  test.each(words)('%j', (line, expected) => {
    expect(parseDockerfile(line).instructions[0]?.words.map(({ text }) => text)).toEqual(expected);
  });
});

test.each([
  ['RUN ["a", "b"]', true],
  ['RUN [ "a" ]\\\n', true],
  ['RUN []', true],
  ["RUN ['a']", false],
  ['RUN ["a"', false],
  ['RUN [ -f a ]', false],
  ['RUN ["a"] b', false],
  ['SHELL ["a"]', true],
  ['HEALTHCHECK --interval=1s CMD ["a"]', true],
  ['HEALTHCHECK CMD a', false],
])('%j is in exec form: %s', (line, json) => {
  expect(parseDockerfile(line).instructions[0]?.json).toBe(json);
});

test.each([
  ['CMD ["a", 1]', 'invalid-arguments'],
  ['CMD [["a"]]', 'invalid-arguments'],
  ['FRMO a', 'unknown-instruction'],
  ['\\\n', 'unknown-instruction'],
  ['ONBUILD ONBUILD RUN a', 'invalid-trigger'],
  ["RUN echo ${x:- <<A\\'}", 'invalid-heredoc'],
  ['ONBUILD FROM a', 'invalid-trigger'],
  ['ONBUILD MAINTAINER a', 'invalid-trigger'],
])('%j is a problem: %s', (text, code) => {
  expect(parseDockerfile(text).problems.map((problem) => problem.code)).toEqual([code]);
});

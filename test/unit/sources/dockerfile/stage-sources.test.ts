import { describe, expect, test } from 'vitest';
import { extract, images } from './support.ts';

/** The images of the second stage of a file with three, `first`, `second` and `third`. */
function inSecond(lines: string): readonly string[] {
  const text = `FROM scratch AS first\nFROM scratch AS Second\n${lines}\nFROM scratch AS third\n`;
  const { found, problems } = extract(text);
  return [
    ...found.map(
      ({ path, value, unresolved }) =>
        `${path} ${unresolved === undefined ? '' : `!${unresolved.code} `}${value}`,
    ),
    ...problems.map(({ message }) => `problem: ${message}`),
  ];
}

describe('COPY --from', () => {
  test.each([
    ['COPY --from=a/b:1 x y', ['COPY --from a/b:1']],
    ['COPY --from=first x y', []],
    ['COPY --from=FIRST x y', []],
    ['COPY --from=0 x y', []],
    ['COPY --from=+0 x y', []],
    ['COPY --from=scratch x y', []],
    ['COPY --from= x y', []],
    ['ADD --from=a x y', []],
    ['COPY --from=second x y', ['problem: stage second is not built before this one']],
    ['COPY --from=third x y', ['problem: stage third is not built before this one']],
    ['COPY --from=1 x y', ['problem: stage 1 is not built before this one']],
    ['COPY --from=2 x y', ['problem: stage 2 is not built before this one']],
    ['COPY --from=3 x y', ['problem: there is no stage 3']],
    ['COPY --from=-1 x y', ['problem: there is no stage -1']],
    ['COPY --from=a x y\nCOPY --from=3 x y', ['COPY --from a']],
    ['COPY --from x y', ['problem: --from has no value']],
    ['COPY --from=a --from=b x y', ['COPY --from a', 'problem: COPY takes one --from only']],
    ['COPY --from=$X x y', ['COPY --from !variable $X']],
    ['COPY --from=a:${X} x y', ['COPY --from !variable a:${X}']],
    ["COPY --from=a\\'b x y", ["COPY --from !invalid a'b"]],
  ])('%j', (lines, expected) => {
    expect(inSecond(lines)).toEqual(expected);
  });
});

describe('RUN --mount', () => {
  test.each([
    ['RUN --mount=from=a/b:1,target=/x y', ['RUN --mount from a/b:1']],
    [
      'RUN --mount=type=cache,from=a,target=/x --mount=FROM=b y',
      ['RUN --mount from a', 'RUN --mount from b'],
    ],
    ['RUN --mount=from=a,from=b y', ['RUN --mount from b']],
    ['RUN --mount=from=first y', []],
    ['RUN --mount=from=First y', []],
    ['RUN --mount=from= y', []],
    ['RUN --mount=from=scratch y', []],
    ['RUN --mount=type=secret,id=from y', []],
    // BuildKit looks for a stage of that name only: this is an image.
    ['RUN --mount=from=0 y', ['RUN --mount from 0']],
    ['RUN --mount=from=third y', ['problem: stage third is not built before this one']],
    ['RUN --mount=from=$X y', ['RUN --mount from !variable $X']],
    ['RUN --mount=from=a,target=$X y', ['RUN --mount from a']],
    ['RUN --mount=from=a,target="/x y" z', ['RUN --mount from a']],
    [`RUN --mount='"from=a",target=/x' z`, ['RUN --mount from a']],
    [`RUN --mount='from="a"' z`, ['problem: --mount is no list of comma-separated values']],
    ['RUN --mount y', ['problem: --mount has no value']],
    ['RUN y --mount=from=a', []],
    ['RUN --mount=type=bind,from=a ["y"]', ['RUN --mount from a']],
  ])('%j', (lines, expected) => {
    expect(inSecond(lines)).toEqual(expected);
  });
});

describe('ONBUILD', () => {
  test.each([
    ['ONBUILD COPY --from=a x y', ['ONBUILD COPY --from a']],
    ['onbuild run --mount=from=a y', ['ONBUILD RUN --mount from a']],
    // The stages of the build that runs the trigger are not in this file.
    ['ONBUILD COPY --from=7 x y', []],
    ['ONBUILD COPY --from=third x y', []],
    ['ONBUILD COPY --from=$X x y', ['ONBUILD COPY --from !variable $X']],
    ['ONBUILD ARG A=b', []],
  ])('%j', (lines, expected) => {
    expect(inSecond(lines)).toEqual(expected);
  });
});

test('images come in the order of the file', () => {
  expect(images('# syntax=a\nFROM b\nCOPY --from=c x y\nFROM d\nRUN --mount=from=e f\n')).toEqual([
    '# syntax a',
    'FROM b',
    'COPY --from c',
    'FROM d',
    'RUN --mount from e',
  ]);
});

test('an index counts what has been numbered by then', () => {
  const text = 'FROM scratch\nRUN --mount=type=cache,target=/x y\nCOPY --from=1 x y\nCOPY --from=2 x y\n';
  expect(extract(text).problems.map(({ message }) => message)).toEqual(['there is no stage 2']);
});

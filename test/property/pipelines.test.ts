import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseShell } from '../../src/formats/shell/index.ts';
import { extractImages } from '../../src/sources/extract.ts';
import { githubActions } from '../../src/sources/github-actions/index.ts';
import { gitlabCi } from '../../src/sources/gitlab-ci/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { slice, sourceText } from '../../src/text/index.ts';

const shell = fc.constantFrom(
  ...`docker|run|pull|--rm|-it|-v|nginx:1|"$IMG"|\${A:-b:1}|$(|)|\`|'|"|\\|\\\n|\n|;|&&|| |# x|<<EOF|\nEOF\n|for|i|in|do|done|if|fi|A=a/b:2|((|))|{|}|=|case|esac|bash -c|\${`.split(
    '|',
  ),
  '|',
  ' ',
  '${{ matrix.v }}',
  '$[[ inputs.x ]]',
  '\u{1f600}',
);

const script = fc.array(shell, { maxLength: 40 }).map((words) => words.join(' '));

const expression = fc.constantFrom(
  '${{ matrix.v }}',
  '${{ matrix.a.b }}',
  "${{ x && 'a:1' || matrix.v }}",
  '${{ env.E }}:${{ inputs.i }}',
  "${{ fromJSON('[1]')[0] }}",
  '${{',
  '$V',
  '${W}/x:1',
  '$$V',
  '$[[ inputs.i ]]',
  'a:1',
  '""',
  '*x',
  '!reference [.b, image]',
);

const quoted = (text: string): string => JSON.stringify(text);

const workflow = fc.tuple(expression, expression, fc.array(expression, { maxLength: 3 }), script).map(
  ([image, env, values, run]) => `on: { workflow_call: { inputs: { i: { default: "1" } } } }
env: { E: ${quoted(env)} }
jobs:
  a:
    strategy:
      matrix:
        v: [${values.map(quoted).join(', ')}]
        include: [{ v: "x:1", a: { b: ${quoted(env)} } }]
    container: ${image}
    services: { s: { image: ${quoted(image)} } }
    steps:
      - run: |
${run.replace(/^/gm, '          ')}
      - run: ${quoted(run)}
`,
);

const pipeline = fc.tuple(expression, expression, fc.array(expression, { maxLength: 3 }), script).map(
  ([image, other, values, run]) => `.x: &x ${quoted(other)}
variables: { V: ${quoted(other)}, W: $V }
image: ${image}
.b:
  image: ${quoted(image)}
  services: [${values.map(quoted).join(', ')}]
c:
  extends: .b
  parallel: { matrix: [{ V: [${values.map(quoted).join(', ')}] }] }
  script:
    - ${quoted(run)}
    - |
${run.replace(/^/gm, '      ')}
`,
);

/** A text with a stretch taken out, or another put in. */
const mutated = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(texts, fc.nat(), fc.nat({ max: 30 }), fc.option(shell, { nil: '' }))
    .map(([text, at, length, put]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + length);
    });

function readsWell(source: Source, path: string, text: string): void {
  const file = sourceText(path, text);
  const { uses, unresolved, problems } = extractImages(file, [source], { buildArgs: {} });
  for (const { span, raw } of [...uses, ...unresolved]) {
    expect(slice(file, span)).toBe(raw);
    expect(span.start).toBeLessThanOrEqual(span.end);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  for (const { pieces = [] } of uses) {
    for (const { span, value } of pieces) {
      if (span.end - span.start === value.length) expect(slice(file, span)).toBe(value);
    }
  }
  for (const { span } of problems) expect(span.end).toBeLessThanOrEqual(text.length);
}

test('every word of a script stands within it, in order', () => {
  fc.assert(
    fc.property(script, (text) => {
      for (const step of parseShell(text)) {
        let end = 0;
        for (const word of step.words) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          end = word.end;
          for (const part of word.parts) {
            expect(part.start).toBeGreaterThanOrEqual(word.start);
            expect(part.end).toBeLessThanOrEqual(word.end);
          }
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test('workflows, whole and mutated: the text at every span is the one that is told', () => {
  fc.assert(
    fc.property(fc.oneof(workflow, mutated(workflow)), (text) =>
      readsWell(githubActions, '.github/workflows/a.yml', text),
    ),
    { numRuns: 500 },
  );
});

test('pipelines of GitLab, whole and mutated: the text at every span is the one that is told', () => {
  fc.assert(
    fc.property(fc.oneof(pipeline, mutated(pipeline)), (text) => readsWell(gitlabCi, '.gitlab-ci.yml', text)),
    { numRuns: 500 },
  );
});

test('deep and unclosed texts end', () => {
  for (const opening of ['$(', '(', '${A:-', '"$(', '`', '((', "'", '{ ', 'if ', 'a=(', '<<E\n', '$((']) {
    expect(parseShell(opening.repeat(20_000)).length).toBeGreaterThanOrEqual(0);
  }
});

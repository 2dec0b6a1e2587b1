import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lexGroovy } from '../../src/formats/groovy/index.ts';
import { acrTasks } from '../../src/sources/acr-tasks/index.ts';
import { azurePipelines } from '../../src/sources/azure-pipelines/index.ts';
import { bazel } from '../../src/sources/bazel/index.ts';
import { bitbucketPipelines } from '../../src/sources/bitbucket-pipelines/index.ts';
import { buildkite } from '../../src/sources/buildkite/index.ts';
import { butane } from '../../src/sources/butane/index.ts';
import { circleci } from '../../src/sources/circleci/index.ts';
import { cloudBuild } from '../../src/sources/cloud-build/index.ts';
import { cloudInit } from '../../src/sources/cloud-init/index.ts';
import { concourse } from '../../src/sources/concourse/index.ts';
import { documents } from '../../src/sources/documents/index.ts';
import { dotnet } from '../../src/sources/dotnet/index.ts';
import { drone } from '../../src/sources/drone/index.ts';
import { extractImages } from '../../src/sources/extract.ts';
import { jenkins } from '../../src/sources/jenkins/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { toolFiles } from '../../src/sources/tools/index.ts';
import { zarf } from '../../src/sources/zarf/index.ts';
import { type SourceText, slice, sourceText } from '../../src/text/index.ts';

const sources = [
  azurePipelines,
  circleci,
  bitbucketPipelines,
  drone,
  cloudBuild,
  buildkite,
  jenkins,
  bazel,
  acrTasks,
  dotnet,
  toolFiles,
  zarf,
  butane,
  cloudInit,
  concourse,
  documents,
];

/** The files of a source's fixtures. */
function filesOf({ id }: Source): readonly SourceText[] {
  const folder = new URL(`../../fixtures/${id}/`, import.meta.url).pathname;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => sourceText(path.slice(folder.length), readFileSync(path, 'utf8')));
}

/** What mutations put into a file: marks of the formats, and what ends them early. */
const snippet = fc.constantFrom(
  '${{ ',
  '}}',
  '<< parameters.x >>',
  '$(a)',
  '$[',
  '${',
  '"""',
  "'''",
  '"',
  "'",
  '/*',
  '$/',
  '\\',
  '\n',
  '  ',
  '*a',
  '&a ',
  '- ',
  'image: ',
  '{{',
  '(',
  ')',
  '{',
  '}',
  '[',
  '\u00e9\u{1f600}',
);

const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(12), put: snippet });

describe.each(sources)('$id', (source) => {
  const files = filesOf(source);

  test('reads mutated files without a crash; every span is one of the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(mutation, { maxLength: 6 }), (file, mutations) => {
        let { text } = file;
        for (const { at, cut, put } of mutations) {
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + put + text.slice(offset + cut);
        }
        const mutated = sourceText(file.path, text);
        const { uses, unresolved } = extractImages(mutated, [source], { buildArgs: {} });
        for (const { span, raw, value } of [...uses, ...unresolved]) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(raw).toBe(slice(mutated, span));
          expect(value).not.toBe('');
        }
        for (const { pieces = [] } of uses) {
          for (const piece of pieces) {
            const written = slice(mutated, piece.span);
            if (written.length === piece.value.length) expect(written).toBe(piece.value);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('tokens of Groovy lie in the text, in order, and the parts of strings within them', () => {
  const text = fc.array(
    fc.oneof(snippet, fc.constantFrom('docker.image(', 'x = ', '"a${b}c"', "'d'", '// c\n', '/re/', ' ')),
    {
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(text, (pieces) => {
      const script = pieces.join('');
      let at = 0;
      for (const token of lexGroovy(script)) {
        expect(token.span.start).toBeGreaterThanOrEqual(at);
        expect(token.span.end).toBeGreaterThan(token.span.start);
        expect(token.span.end).toBeLessThanOrEqual(script.length);
        at = token.span.end;
        if (token.kind !== 'string') continue;
        let inner = token.content.start;
        for (const part of token.parts) {
          expect(part.span.start).toBe(inner);
          inner = part.span.end;
        }
        expect(inner).toBe(token.content.end);
      }
    }),
    { numRuns: 400 },
  );
});

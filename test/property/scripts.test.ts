import fc from 'fast-check';
import { expect, test } from 'vitest';
import { extractImages } from '../../src/sources/extract.ts';
import { just } from '../../src/sources/just/index.ts';
import { make } from '../../src/sources/make/index.ts';
import { shell } from '../../src/sources/shell/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { taskfile } from '../../src/sources/taskfile/index.ts';
import { slice, sourceText } from '../../src/text/index.ts';

/** Pieces of every language at once: each source also gets what is none of its own. */
const piece = fc.constantFrom(
  ...`docker|run|pull|-it|nginx:1|ghcr.io/a/b:1|"$IMG"|$(IMG)|$(A)|$$i|\${A:-b:1}|$(|$|\\\n|\n|\n\t|\n    |{{|}}|{{ img }}|{{.IMG}}|{%|%}|<%=|%>|$$|$\${|<<EOF|\nEOF\n|FROM a:1|apiVersion: v1|image: a/b:2|"image": "a:1",`.split(
    '|',
  ),
  'IMG := ghcr.io/a/b:1',
  'IMG ?= $(IMG)x',
  'A = $(B)\nB = $(A)',
  "img := 'ghcr.io/a/b:1' + tag",
  "env('X', 'a:1')",
  'define x\n',
  '\nendef\n',
  'ifeq (a,b)\n',
  '\nendif\n',
  'include a.mk',
  'tasks:\n  a:\n    cmds:\n      - docker run {{.IMG}}\n',
  'vars:\n  IMG: ghcr.io/a/b:1\n',
  't: a ; docker run x:1',
  '#!/bin/sh\n',
  '\u{1f600}',
  '\r\n',
);

const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' '));

test.each<readonly [string, Source]>([
  ['run.sh', shell],
  ['run.sh.j2', shell],
  ['boot.tftpl', shell],
  ['Makefile', make],
  ['justfile', just],
  ['Taskfile.yml', taskfile],
])('%s: what is found stands at its place', (path, source) => {
  fc.assert(
    fc.property(text, (written) => {
      const file = sourceText(path, written);
      const { uses, unresolved } = extractImages(file, [source], { buildArgs: {}, fileAt: () => file });
      for (const { span, raw } of [...uses, ...unresolved]) expect(slice(file, span)).toBe(raw);
      for (const { pieces = [] } of uses) {
        for (const each of pieces)
          if (each.file === undefined) expect(slice(file, each.span)).toBe(each.value);
      }
    }),
    { numRuns: 150 },
  );
});

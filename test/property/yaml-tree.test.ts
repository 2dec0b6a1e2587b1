import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetInSource, parseYaml, type YamlNode, type YamlScalar } from '../../src/formats/yaml/index.ts';
import { slice, sourceText } from '../../src/text/source-text.ts';
import type { Span } from '../../src/text/span.ts';
import { anyText, yamlText } from './yaml-arbitraries.ts';

function inside(inner: Span, outer: Span): void {
  expect(inner.start).toBeLessThanOrEqual(inner.end);
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
}

function children(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'map') return node.entries.flatMap(({ key, value }) => [key, value]);
  return node.kind === 'seq' ? node.items : [];
}

function checkRange(node: YamlNode, length: number): void {
  inside(node.span, { start: 0, end: length });
  for (const child of children(node)) checkRange(child, length);
}

function checkSpans(node: YamlNode, outer: Span): void {
  inside(node.span, outer);
  if (node.kind === 'scalar') inside(node.content, node.span);
  let end = node.span.start;
  for (const child of children(node)) {
    expect(child.span.start).toBeGreaterThanOrEqual(end);
    end = child.span.end;
    checkSpans(child, node.span);
  }
}

function scalars(node: YamlNode): readonly YamlScalar[] {
  return node.kind === 'scalar' ? [node] : children(node).flatMap(scalars);
}

describe('whatever the text', () => {
  test('documents tile it, nodes and problems lie in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = sourceText('test.yaml', text);
        const { documents, problems } = parseYaml(source);
        let end = 0;
        for (const { root, span } of documents) {
          expect(span.start).toBe(end);
          end = span.end;
          if (root !== undefined) checkRange(root, source.text.length);
        }
        if (documents.length > 0) expect(end).toBe(source.text.length);
        for (const { span } of problems) inside(span, { start: 0, end: source.text.length });
      }),
      { numRuns: 2000 },
    );
  });

  test('the spans of a tree without problems are nested and in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents, problems } = parseYaml(sourceText('test.yaml', text));
        if (problems.length > 0) return;
        for (const { root, span } of documents) if (root !== undefined) checkSpans(root, span);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('in the styles people write', () => {
  test('a plain scalar on one line is its content', () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        const source = sourceText('test.yaml', text);
        for (const { root } of parseYaml(source).documents) {
          for (const scalar of root === undefined ? [] : scalars(root)) {
            const content = slice(source, scalar.content);
            if (scalar.style === 'plain' && !content.includes('\n')) expect(scalar.value).toBe(content);
          }
        }
      }),
    );
  });

  test('each letter of a value is found in the text, in order', () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        const source = sourceText('test.yaml', text);
        const { documents, problems } = parseYaml(source);
        if (problems.length > 0) return;
        for (const { root } of documents) {
          for (const scalar of root === undefined ? [] : scalars(root)) {
            let last = scalar.span.start;
            for (let offset = 0; offset < scalar.value.length; offset++) {
              const place = offsetInSource(source, scalar, offset);
              expect(place).toBeGreaterThanOrEqual(last);
              last = place;
              const char = scalar.value.charAt(offset);
              if (/[\w:/@.?=]/.test(char) && source.text[place] !== '\\')
                expect(source.text[place]).toBe(char);
            }
          }
        }
      }),
    );
  });
});

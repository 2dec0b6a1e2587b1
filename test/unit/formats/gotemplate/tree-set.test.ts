import { describe, expect, test } from 'vitest';
import {
  defineTrees,
  parseTemplate,
  printNode,
  type TemplateTree,
} from '../../../../src/formats/gotemplate/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

/** Parses texts one after the other into one set; gives what the name means in the end. */
function lastDefinition(name: string, texts: readonly (readonly [path: string, text: string])[]): string {
  const known = new Map<string, TemplateTree>();
  const textOf = new Map<TemplateTree, string>();
  for (const [path, text] of texts) {
    const result = parseTemplate(sourceText(path, text), { functions: 'any' });
    if (!result.ok) throw new Error(result.error.message);
    for (const tree of result.value.trees.values()) textOf.set(tree, text);
    defineTrees(known, result.value.trees);
  }
  const tree = known.get(name);
  return tree === undefined ? 'undefined' : printNode(textOf.get(tree) ?? '', tree.root);
}

describe('templates of several texts', () => {
  test.each([
    ['x', 'y', 'y'],
    ['x', '', 'x'],
    ['', 'x', 'x'],
    ['{{/* c */}}', ' ', '{{end}}'],
    ['{{.}}', '\u00a0\u0085\n', '{{.}}'],
    ['{{.}}', '\ufeff', '\ufeff'],
  ])('%j, then %j', (first, second, last) => {
    const define = (body: string) => `{{define "n"}}${body}{{end}}`;
    const texts = [
      ['a', define(first)],
      ['b', define(second)],
    ] as const;
    expect(lastDefinition('n', texts)).toBe(last === '{{end}}' ? '' : last);
  });

  test('a text that is parsed again replaces itself, unless it is empty', () => {
    expect(
      lastDefinition('a', [
        ['a', 'one'],
        ['a', 'two'],
        ['a', ' {{define "b"}}x{{end}}'],
      ]),
    ).toBe('two');
  });
});

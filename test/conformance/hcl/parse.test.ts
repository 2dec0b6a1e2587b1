import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseHcl } from '../../../src/formats/hcl/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { bodyTree, type Tree } from '../../support/hcl-tree.ts';

/**
 * What hclsyntax.ParseConfig (github.com/hashicorp/hcl/v2 v2.25.0) answers: for texts that it takes its tree, with empty
 * literals left out of templates; for others the summary of its first diagnostic, and the code that stands for it here.
 */
type Row = readonly [text: string, tree: Tree] | readonly [text: string, summary: string, code: string];

const rows = JSON.parse(readFileSync(new URL('go-answers.json', import.meta.url), 'utf8')) as readonly Row[];

function parse(text: string): ReturnType<typeof parseHcl> {
  return parseHcl(sourceText('main.tf', text));
}

describe("hclsyntax's answers", () => {
  const accepted = rows.filter((row) => row.length === 2);
  test.each(accepted)('takes %j', (text, tree) => {
    const { body, problems } = parse(text);
    expect(problems).toEqual([]);
    expect(bodyTree(body, text)).toEqual(tree);
  });

  const refused = rows.filter((row) => row.length === 3);
  test.each(refused)('refuses %j: %s', (text, _summary, code) => {
    expect(parse(text).problems[0]?.code).toBe(code);
  });

  test('holds enough of both', () => {
    expect(accepted.length).toBeGreaterThan(170);
    expect(refused.length).toBeGreaterThan(90);
  });
});

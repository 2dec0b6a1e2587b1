import { describe, expect, test } from 'vitest';
import { type NumberNode, parseTemplate } from '../../../src/formats/gotemplate/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { brokenNumbers, numberRows } from './number-table.ts';

function parseConstant(text: string): NumberNode | undefined {
  const result = parseTemplate(sourceText('t', `{{${text}}}`), { functions: new Set() });
  const node = result.ok ? result.value.main.root.nodes[0] : undefined;
  const operand = node?.kind === 'action' ? node.pipe.commands[0]?.args[0] : undefined;
  return operand?.kind === 'number' ? operand : undefined;
}

describe("the constants of Go's parser tests", () => {
  test.each(numberRows)('%s', (text, { int, uint, float, complex }) => {
    const node = parseConstant(text);
    expect(node).toMatchObject({ text, int, uint });
    // A test for equality as Go has it: `-0` is 0.
    expect(node?.float === float).toBe(true);
    const written = node?.complex;
    expect(written && [written.real + 0, written.imaginary + 0]).toEqual(complex);
  });

  test.each(brokenNumbers)('%s is none', (text) => {
    expect(parseConstant(text)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../../src/formats/dockerfile/index.ts';
import { subWord } from '../../../../src/formats/dockerfile/word.ts';

describe('places', () => {
  const text = '# escape=`\nfrom  --platform=x `\n # c\n  al`\npine AS b\nRUN <<EOF\nx\nEOF\nUSER a\n';
  const { directives, instructions } = parseDockerfile(text);
  const at = ({ start, end }: { readonly start: number; readonly end: number }): string =>
    text.slice(start, end);

  test('of directives', () => {
    expect(directives.map(({ span, value }) => [at(span), at(value.span)])).toEqual([['# escape=`', '`']]);
  });

  test('of instructions, with their here-documents', () => {
    expect(instructions.map(({ span }) => at(span))).toEqual([
      'from  --platform=x `\n # c\n  al`\npine AS b',
      'RUN <<EOF\nx\nEOF',
      'USER a',
    ]);
  });

  test('of keywords, flags and words', () => {
    const [from] = instructions;
    expect(from?.keyword.span).toEqual({ start: 11, end: 15 });
    expect(from?.flags.map(({ span, value }) => [at(span), value && at(value.span)])).toEqual([
      ['--platform=x', 'x'],
    ]);
    expect(from?.words.map((word) => [word.text, at(word.span)])).toEqual([
      ['alpine', 'al`\npine'],
      ['AS', 'AS'],
      ['b', 'b'],
    ]);
  });

  test('of characters, run by run', () => {
    const word = instructions[0]?.words[0];
    expect(
      word?.runs.map(({ offset, start, length }) => [offset, text.slice(start, start + length)]),
    ).toEqual([
      [0, 'al'],
      [2, 'pine'],
    ]);
    if (word === undefined) return;
    expect(at(subWord(word, 1, 3).span)).toBe('l`\np');
    expect(at(subWord(word, 2, 4).span)).toBe('pi');
    expect(subWord(word, 2, 2)).toEqual({ text: '', span: { start: 43, end: 43 }, runs: [] });
  });
});

import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit, sourceText } from '../../../src/text/index.ts';

const edit = (start: number, end: number, replacement: string): Edit => ({
  span: { start, end },
  replacement,
});
const apply = (content: string, ...edits: Edit[]) => applyEdits(sourceText('f', content), edits);

describe('applyEdits', () => {
  it('returns the text unchanged without edits', () => {
    expect(apply('abc')).toEqual({ ok: true, value: 'abc' });
  });

  it('splices in the order of the text, whatever the order given', () => {
    expect(apply('image: a\nimage: b\n', edit(16, 17, 'bb'), edit(7, 8, 'aa'))).toEqual({
      ok: true,
      value: 'image: aa\nimage: bb\n',
    });
  });

  it('leaves line ends and everything around the spans alone', () => {
    expect(apply('x\r\n\ty\r\n', edit(4, 5, 'z'))).toEqual({ ok: true, value: 'x\r\n\tz\r\n' });
  });

  it('counts spans after the byte order mark and returns the text without it', () => {
    expect(apply('\ufeffab', edit(0, 1, 'x'))).toEqual({ ok: true, value: 'xb' });
  });

  it('inserts at the beginning, the end and into an empty text', () => {
    expect(apply('b', edit(1, 1, 'c'), edit(0, 0, 'a'))).toEqual({ ok: true, value: 'abc' });
    expect(apply('', edit(0, 0, 'a'))).toEqual({ ok: true, value: 'a' });
  });

  it('keeps the given order of insertions at one place', () => {
    expect(apply('ab', edit(1, 1, '1'), edit(1, 1, '2'), edit(1, 1, '3'))).toEqual({
      ok: true,
      value: 'a123b',
    });
  });

  it('puts an insertion before the replacement that begins there, and after the one that ends there', () => {
    expect(apply('abcd', edit(1, 3, 'X'), edit(1, 1, '<'), edit(3, 3, '>'))).toEqual({
      ok: true,
      value: 'a<X>d',
    });
  });

  it('lets spans touch', () => {
    expect(apply('abcd', edit(2, 4, 'Y'), edit(0, 2, 'X'))).toEqual({ ok: true, value: 'XY' });
  });

  it('refuses overlapping edits and names both', () => {
    const first = edit(0, 3, 'x');
    const second = edit(2, 4, 'y');
    expect(apply('abcd', second, first)).toEqual({
      ok: false,
      error: { code: 'overlap', edit: second, other: first },
    });
  });

  it('refuses an insertion inside a replaced span', () => {
    expect(apply('abcd', edit(0, 3, 'x'), edit(2, 2, 'y'))).toMatchObject({ error: { code: 'overlap' } });
  });

  it('refuses the same edit given twice', () => {
    expect(apply('abcd', edit(0, 1, 'x'), edit(0, 1, 'x'))).toMatchObject({ error: { code: 'overlap' } });
  });

  it.each([
    [-1, 1],
    [0, 5],
    [3, 2],
    [5, 5],
    [0.5, 1],
    [Number.NaN, 1],
    [0, Number.POSITIVE_INFINITY],
  ])('refuses the span [%d, %d) of four characters', (start, end) => {
    const wrong = edit(start, end, 'x');
    expect(apply('abcd', edit(0, 1, 'y'), wrong)).toEqual({
      ok: false,
      error: { code: 'out-of-range', edit: wrong },
    });
  });

  it('does not change the edits it is given', () => {
    const edits = Object.freeze([edit(1, 2, 'x'), edit(0, 1, 'y')]);
    expect(applyEdits(sourceText('f', 'ab'), edits)).toEqual({ ok: true, value: 'yx' });
  });

  it('applies many edits of a long text in linear time', () => {
    const lines = 100_000;
    const edits = Array.from({ length: lines }, (_, line) => edit(line * 2, line * 2 + 1, 'yy'));
    expect(apply('x\n'.repeat(lines), ...edits.reverse())).toEqual({ ok: true, value: 'yy\n'.repeat(lines) });
  });
});

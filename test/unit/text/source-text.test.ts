import { describe, expect, it } from 'vitest';
import { contentOf, lineSpan, locationOf, positionAt, slice, sourceText } from '../../../src/text/index.ts';

const positions = (text: string, offsets: readonly number[]) => {
  const source = sourceText('f', text);
  return offsets.map((offset) => {
    const { line, column } = positionAt(source, offset);
    return `${line}:${column}`;
  });
};

describe('positionAt', () => {
  it('counts lines after LF', () => {
    expect(positions('ab\ncd\n', [0, 1, 2, 3, 5, 6])).toEqual(['1:1', '1:2', '1:3', '2:1', '2:3', '3:1']);
  });

  it('counts CRLF as one line end', () => {
    expect(positions('a\r\nb', [0, 1, 2, 3, 4])).toEqual(['1:1', '1:2', '1:3', '2:1', '2:2']);
  });

  it('counts a lone CR as a line end, also before CRLF', () => {
    expect(positions('a\rb\r\r\nc', [1, 2, 3, 4, 6, 7])).toEqual(['1:2', '2:1', '2:2', '3:1', '4:1', '4:2']);
  });

  it('does not take other separators for line ends', () => {
    expect(positions('a\u2028b\u0085c\vd\fe', [8])).toEqual(['1:9']);
  });

  it('counts columns in UTF-16 code units', () => {
    expect(positions('🐳é:x\n🐳', [0, 2, 3, 4, 6, 8])).toEqual(['1:1', '1:3', '1:4', '1:5', '2:1', '2:3']);
  });

  it('knows the end of an empty text', () => {
    expect(positions('', [0])).toEqual(['1:1']);
  });

  it('names the end of a text without a final line end', () => {
    expect(positions('a\nbc', [4])).toEqual(['2:3']);
  });

  it('answers the same when asked again', () => {
    const source = sourceText('f', 'a\nb\nc');
    expect([4, 0, 2, 4].map((offset) => positionAt(source, offset).line)).toEqual([3, 1, 2, 3]);
  });
});

describe('sourceText', () => {
  it('keeps a byte order mark apart and gives it back', () => {
    const source = sourceText('f', '\ufeffa: b\n');
    expect(source).toEqual({ path: 'f', text: 'a: b\n', bom: true });
    expect(positionAt(source, 0)).toEqual({ line: 1, column: 1 });
    expect(contentOf(source, 'a: c\n')).toBe('\ufeffa: c\n');
  });

  it('takes only the first byte order mark', () => {
    expect(sourceText('f', '\ufeff\ufeffa').text).toBe('\ufeffa');
  });

  it('adds no byte order mark where there was none', () => {
    expect(contentOf(sourceText('f', 'a'), 'b')).toBe('b');
    expect(sourceText('f', '').bom).toBe(false);
  });
});

describe('locationOf and slice', () => {
  it('name the same stretch', () => {
    const source = sourceText('f', 'image: nginx\r\nname: 🐳\n');
    const span = { start: 7, end: 12 };
    expect(slice(source, span)).toBe('nginx');
    expect(locationOf(source, span)).toEqual({ line: 1, column: 8, endLine: 1, endColumn: 13 });
  });

  it('name a stretch over several lines', () => {
    const source = sourceText('f', 'ab\ncd\nef');
    expect(locationOf(source, { start: 1, end: 7 })).toEqual({
      line: 1,
      column: 2,
      endLine: 3,
      endColumn: 2,
    });
  });

  it('name an empty stretch at the end', () => {
    const source = sourceText('f', 'ab\n');
    expect(locationOf(source, { start: 3, end: 3 })).toEqual({
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 1,
    });
  });
});

describe('lineSpan', () => {
  const lines = (text: string) => {
    const source = sourceText('f', text);
    return [1, 2, 3, 4].map((line) => {
      const span = lineSpan(source, line);
      return span === undefined ? undefined : slice(source, span);
    });
  };

  it('leaves the line end out, whatever it is', () => {
    expect(lines('a\nb\r\nc\rd')).toEqual(['a', 'b', 'c', 'd']);
  });

  it('knows empty lines and the empty line after the last line end', () => {
    expect(lines('\n\r\n')).toEqual(['', '', '', undefined]);
  });

  it('knows no line 0 and none past the last', () => {
    const source = sourceText('f', '');
    expect(lineSpan(source, 0)).toBeUndefined();
    expect(lineSpan(source, 1)).toEqual({ start: 0, end: 0 });
    expect(lineSpan(source, 2)).toBeUndefined();
  });
});

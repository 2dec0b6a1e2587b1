import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintPattern, readText } from '../../../src/host/read.ts';
import { namedPipe, tree } from './helpers.ts';

const unlimited = { maxBytes: 100_000_000 };

function read(content: string | Buffer, hints?: readonly string[]) {
  const pattern = hints === undefined ? undefined : hintPattern(hints);
  return readText(join(tree({ f: content }), 'f'), {
    ...unlimited,
    ...(pattern === undefined ? {} : { hints: pattern }),
  });
}

describe('readText', () => {
  it.each([
    ['nothing', ''],
    ['ASCII', 'image: nginx\n'],
    ['UTF-8', 'image: nginx # größer 日本 🐳\r\n'],
    ['a byte order mark, which stays', '\ufeffimage: nginx'],
    ['more than one buffer', 'image: ü\n'.repeat(20_000)],
    ['exactly one buffer', 'x'.repeat(65_536)],
    ['the replacement character itself', 'a \ufffd b'],
  ])('reads %s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'text', text, encoding: 'utf-8', lossy: false });
  });

  it('says when bytes are no UTF-8', () => {
    expect(read(Buffer.from([0x61, 0xe9, 0x62]))).toEqual({
      kind: 'text',
      text: 'a\ufffdb',
      encoding: 'utf-8',
      lossy: true,
    });
  });

  it('reads UTF-16 with a byte order mark', () => {
    const text = '\ufeffimage: größe 🐳';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    expect(read(little)).toEqual({ kind: 'text', text, encoding: 'utf-16le', lossy: false });
    expect(read(big)).toEqual({ kind: 'text', text, encoding: 'utf-16be', lossy: false });
    expect(read(little, ['IMAGE'])).toMatchObject({ kind: 'text' });
    expect(read(little, ['from'])).toEqual({ kind: 'uninteresting' });
    expect(read(Buffer.concat([big, Buffer.from([0])]))).toMatchObject({ text, lossy: true });
  });

  it('calls a NUL byte among the first 8000 binary, as git does', () => {
    const binary = { kind: 'skipped', code: 'binary', reason: 'binary content' };
    expect(read('image\0')).toEqual(binary);
    expect(read(`${'x'.repeat(7999)}\0`)).toEqual(binary);
    expect(read(`${'x'.repeat(8000)}\0`)).toMatchObject({ kind: 'text' });
  });

  it('does not load what is over the limit', () => {
    const path = join(tree({ f: 'x'.repeat(70_000) }), 'f');
    expect(readText(path, { maxBytes: 69_999 })).toEqual({
      kind: 'skipped',
      code: 'too-large',
      reason: '70000 bytes, more than the limit of 69999',
    });
    expect(readText(path, { maxBytes: 70_000 })).toMatchObject({ kind: 'text' });
    expect(readText(path, { maxBytes: 10 })).toMatchObject({ code: 'too-large' });
    const small = join(tree({ f: 'x'.repeat(11) }), 'f');
    expect(readText(small, { maxBytes: 10 })).toMatchObject({ code: 'too-large' });
  });

  it('answers with the reason for what is no readable file', () => {
    const root = tree({ 'd/': '' });
    expect(readText(join(root, 'none'), unlimited)).toEqual({
      kind: 'skipped',
      code: 'unreadable',
      reason: 'no such file or directory (ENOENT)',
    });
    const notAFile = { kind: 'skipped', code: 'not-a-file', reason: 'not a regular file' };
    expect(readText(join(root, 'd'), unlimited)).toEqual(notAFile);
    namedPipe(join(root, 'pipe'));
    expect(readText(join(root, 'pipe'), unlimited)).toEqual(notAFile);
    expect(readText('/dev/zero', unlimited)).toEqual(notAFile);
    expect(readText('/dev/null', unlimited)).toEqual(notAFile);
  });
});

describe('hints', () => {
  it.each([
    ['spec:\n  image: x', true],
    ['IMAGE=x', true],
    ['iMaGe', true],
    ['im age', false],
    ['größe: image', true],
    ['größe: 1', false],
    ['a.b', true],
    ['axb', false],
  ])('%j', (text, interesting) => {
    expect(read(text, ['image', 'a.b']).kind).toBe(interesting ? 'text' : 'uninteresting');
  });

  it('let everything pass when there are none or an empty one', () => {
    expect(hintPattern([])).toBeUndefined();
    expect(hintPattern(['image', ''])).toBeUndefined();
  });

  it('find exactly what a search without case finds', () => {
    const hint = fc.string({
      unit: fc.constantFrom('a', 'B', '.', '*', '[', '\\', '(', '$'),
      minLength: 1,
      maxLength: 4,
    });
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', '.', '*', '[', '\\', '(', '$', '\n'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(hint, { minLength: 1, maxLength: 3 }), text, (hints, content) => {
        const expected = hints.some((one) => content.toLowerCase().includes(one.toLowerCase()));
        expect(hintPattern(hints)?.test(content)).toBe(expected);
      }),
    );
  });
});

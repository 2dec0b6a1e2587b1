import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../../src/host/read.ts';
import { replaceText, writeText } from '../../../src/host/write.ts';
import { tree } from './helpers.ts';

describe('replaceText', () => {
  it('replaces the content, keeps the mode and leaves nothing behind', () => {
    const root = tree({ f: 'old' });
    const path = join(root, 'f');
    chmodSync(path, 0o751);
    expect(replaceText({ path, before: 'old', after: 'new', encoding: 'utf-8' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(statSync(path).mode & 0o7777).toBe(0o751);
    expect(readdirSync(root)).toEqual(['f']);
  });

  it('refuses when the file was changed meanwhile', () => {
    const root = tree({ f: 'old' });
    const path = join(root, 'f');
    writeFileSync(path, 'other');
    expect(replaceText({ path, before: 'old', after: 'new', encoding: 'utf-8' })).toMatchObject({
      error: { code: 'changed' },
    });
    expect(readFileSync(path, 'utf8')).toBe('other');
    expect(readdirSync(root)).toEqual(['f']);
  });

  it('keeps a link and replaces its target', () => {
    const root = tree({ 'real/f': 'old' });
    const path = join(root, 'link');
    symlinkSync('real/f', path);
    replaceText({ path, before: 'old', after: 'new', encoding: 'utf-8' });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, 'real/f'), 'utf8')).toBe('new');
  });

  it.each([
    ['\ufeffimage: ä 🐳', 'utf8', 'utf-8'],
    ['\ufeffimage: ä 🐳', 'utf16le', 'utf-16le'],
    ['\ufeffimage: ä 🐳', 'utf16be', 'utf-16be'],
  ] as const)('writes back what readText read: %j in %s', (text, bytes, encoding) => {
    const encoded = bytes === 'utf16be' ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, bytes);
    const path = join(tree({ f: encoded }), 'f');
    const read = readText(path, { maxBytes: 1000 });
    expect(read).toMatchObject({ kind: 'text', encoding });
    expect(replaceText({ path, before: text, after: `${text}!`, encoding }).ok).toBe(true);
    expect(readText(path, { maxBytes: 1000 })).toMatchObject({ text: `${text}!`, encoding });
  });

  it('refuses to write back text that was decoded with losses', () => {
    const path = join(tree({ f: Buffer.from([0x61, 0xff]) }), 'f');
    const result = replaceText({ path, before: 'a\ufffd', after: 'b\ufffd', encoding: 'utf-8' });
    expect(result).toMatchObject({ error: { code: 'lossy', path } });
    expect(readFileSync(path)).toEqual(Buffer.from([0x61, 0xff]));
  });

  it('says why the system refused', () => {
    const path = join(tree({}), 'none');
    expect(replaceText({ path, before: '', after: 'x', encoding: 'utf-8' })).toEqual({
      ok: false,
      error: { code: 'failed', path, message: 'no such file or directory (ENOENT)' },
    });
  });

  it.skipIf(process.getuid?.() === 0)('respects a file that is read-only', () => {
    const path = join(tree({ f: 'old' }), 'f');
    chmodSync(path, 0o444);
    expect(replaceText({ path, before: 'old', after: 'new', encoding: 'utf-8' })).toMatchObject({
      error: { code: 'failed' },
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

describe('writeText', () => {
  it('makes missing directories', () => {
    const root = tree({});
    expect(writeText({ path: join(root, 'a/b/c'), content: 'x', overwrite: false }).ok).toBe(true);
    expect(readFileSync(join(root, 'a/b/c'), 'utf8')).toBe('x');
  });

  it.runIf(process.platform === 'linux')(
    'fails, and does not go on for ever, where nothing can be made',
    () => {
      const path = '/proc/pullthrough/deeper/report.json';
      expect(writeText({ path, content: 'x', overwrite: true })).toMatchObject({
        error: { code: 'failed', path },
      });
    },
  );

  it('replaces a file only when told to', () => {
    const path = join(tree({ f: 'old' }), 'f');
    expect(writeText({ path, content: 'new', overwrite: false })).toMatchObject({
      error: { code: 'exists' },
    });
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(writeText({ path, content: 'new', overwrite: true }).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('writes into a device instead of replacing it', () => {
    expect(writeText({ path: '/dev/null', content: 'x', overwrite: true }).ok).toBe(true);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('answers for a directory in the way', () => {
    const root = tree({ f: '', 'd/': '' });
    expect(writeText({ path: join(root, 'f/x'), content: '', overwrite: true })).toMatchObject({
      error: { code: 'failed' },
    });
    expect(writeText({ path: join(root, 'd'), content: '', overwrite: true })).toMatchObject({
      error: { code: 'failed', message: 'illegal operation on a directory (EISDIR)' },
    });
  });
});

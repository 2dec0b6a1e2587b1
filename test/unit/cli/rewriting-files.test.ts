import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeFiles } from '../../../src/cli/rewriting/files.ts';
import { repositoryTexts } from '../../../src/cli/rewriting/texts.ts';
import type { FileEdits } from '../../../src/rewrite/in-place.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-rewriting-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const edits: FileEdits = new Map(
  ['a', 'b', 'c'].map((file) => [file, [{ span: { start: 0, end: 3 }, replacement: 'new' }]]),
);

test('a file that changed since it was read is left as it is, with the reason; the others are written', () => {
  for (const file of edits.keys()) writeFileSync(join(root, file), 'old text\n');
  const texts = repositoryTexts(root, 1_000_000);
  for (const file of edits.keys()) expect(texts.at(file)?.text).toBe('old text\n');
  writeFileSync(join(root, 'a'), 'old text, and more\n');
  rmSync(join(root, 'c'));
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(writeFiles(edits, root, texts)).toEqual(new Set(['a', 'c']));
  expect(said.mock.calls.map(([line]) => line)).toEqual([
    'error: a: was changed by someone else since it was read; it is left as it is\n',
    'error: c: no such file or directory (ENOENT); it is left as it is\n',
  ]);
  said.mockRestore();
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old text, and more\n');
  expect(readFileSync(join(root, 'b'), 'utf8')).toBe('new text\n');
});

test('what is read as edited is what was read before, and nothing else', () => {
  const bom = Buffer.from('\ufeffold\r\n', 'utf16le');
  writeFileSync(join(root, 'a'), bom);
  const texts = repositoryTexts(root, 1_000_000);
  texts.at('a');
  const edited = texts.edited(edits);
  expect(edited(join(root, 'a'), bom)).toEqual(Buffer.from('\ufeffnew\r\n', 'utf16le'));
  const other = Buffer.from('old and changed\n');
  expect(edited(join(root, 'a'), other)).toBe(other);
  expect(edited(join(root, 'z'), bom)).toBe(bom);
});

test('what a scan has read is not read again, and is compared with the file before that is written', () => {
  for (const file of edits.keys()) writeFileSync(join(root, file), 'old text\n');
  const texts = repositoryTexts(root, 1_000_000);
  for (const file of ['a', 'b'])
    texts.keep(file, { kind: 'text', text: 'old text\n', encoding: 'utf-8', lossy: false });
  texts.keep('c', { kind: 'text', text: 'old \ufffd\n', encoding: 'utf-8', lossy: true });
  writeFileSync(join(root, 'a'), 'other text\n');
  expect(texts.at('a')?.text).toBe('old text\n');
  expect(texts.known(edits)('a')?.text).toBe('new text\n');
  expect(texts.known(edits)('c')).toBeUndefined();
  const only: FileEdits = new Map([...edits].filter(([file]) => file !== 'c'));
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(writeFiles(only, root, texts)).toEqual(new Set(['a']));
  said.mockRestore();
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('other text\n');
  expect(readFileSync(join(root, 'b'), 'utf8')).toBe('new text\n');
});

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gunzip } from '../../../../src/host/index.ts';
import { createTexts } from '../../../../src/scan/charts/texts.ts';
import { fileOnDisk } from '../../../../src/sources/file-on-disk.ts';
import { tar } from '../../../support/tar.ts';

const inner = gzipSync(tar([{ path: 'inner/values.yaml', text: 'a: 1' }]));

test('texts of files, of what is packed, and of what is packed in it', () => {
  const texts = createTexts(gunzip);
  texts.add('app/values.yaml', Buffer.from('\ufeffb: 2'));
  texts.add('app/charts/inner-1.tgz', inner);
  expect(texts.at('app/values.yaml')).toMatchObject({ path: 'app/values.yaml', text: 'b: 2', bom: false });
  expect(texts.at('app/charts/inner-1.tgz!values.yaml')?.text).toBe('a: 1');
  expect(texts.at('app/charts/inner-1.tgz!Chart.yaml')).toBeUndefined();
  expect(texts.at('app/charts/other.tgz!values.yaml')).toBeUndefined();
  expect(texts.at('nowhere.yaml')).toBeUndefined();
});

test.each([
  ['a/values.yaml', 'a/values.yaml'],
  ['a/b-1.0.tgz!values.yaml', 'a/b-1.0.tgz'],
  ['a/b-1.0.tgz!charts/c.tgz!values.yaml', 'a/b-1.0.tgz'],
  ['a!/b.yaml', 'a!/b.yaml'],
])('%s leads to %s', (file, expected) => {
  expect(fileOnDisk(file)).toBe(expected);
});

test('gunzip ends at its limit, and at what is no gzip', () => {
  const packed = gzipSync(Buffer.alloc(1_000_000));
  expect(gunzip(packed, 1_000_000)).toHaveLength(1_000_000);
  expect(gunzip(packed, 999_999)).toBeUndefined();
  expect(gunzip(Buffer.from('none'), 10)).toBeUndefined();
  expect(gunzip(packed.subarray(0, 100), 1_000_000)).toBeUndefined();
});

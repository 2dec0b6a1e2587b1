import { describe, expect, it } from 'vitest';
import { parseSize } from '../../../src/config/index.ts';

describe('parseSize', () => {
  it.each([
    ['0', 0],
    ['4096', 4096],
    ['10MB', 10_000_000],
    ['10 MB', 10_000_000],
    ['1.5MiB', 1_572_864],
    ['1kB', 1000],
    ['1KB', 1000],
    ['1KiB', 1024],
    ['2GB', 2_000_000_000],
    ['1B', 1],
    ['10mb', undefined],
    ['10  MB', undefined],
    ['-1', undefined],
    ['1.', undefined],
    ['', undefined],
    ['1 constructor', undefined],
  ])('%s', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });
});

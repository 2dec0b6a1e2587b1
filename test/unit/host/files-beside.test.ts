import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { readBelow } from '../../../src/host/files-beside.ts';

test.each(['a\0b.yaml', `${'a'.repeat(5000)}.yaml`, '../a', '/a', '.'])(
  'what can be no file below the root is none: %j',
  (path) => {
    expect(readBelow(tmpdir(), path, { maxBytes: 10 })).toBeUndefined();
  },
);

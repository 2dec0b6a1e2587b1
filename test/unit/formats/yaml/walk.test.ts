import { describe, expect, test } from 'vitest';
import { formatPath, scalarText, walkTree } from '../../../../src/formats/yaml/index.ts';
import { parsed } from './tree.ts';

function visited(text: string): readonly string[] {
  const found: string[] = [];
  walkTree(parsed(text).root, ({ node, path, via }) => {
    if (node.kind === 'scalar')
      found.push(`${formatPath(path)}=${scalarText(node)}${via ? ` via ${via.name}` : ''}`);
    return undefined;
  });
  return found;
}

/** Ten aliases of ten aliases of …: ten to the power of `levels` nodes. */
function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 [x]'];
  for (let i = 1; i <= levels; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

describe('walkTree', () => {
  test('visits what a reader of the data sees', () => {
    expect(visited('a: &a {b: [1, 2]}\nc:\n  <<: *a\n  d: *a\n')).toEqual([
      'a.b[0]=1',
      'a.b[1]=2',
      'c.d.b[0]=1 via a',
      'c.d.b[1]=2 via a',
      'c.b[0]=1 via a',
      'c.b[1]=2 via a',
    ]);
  });

  test('does not enter a node inside itself', () => {
    expect(visited('a: &a\n  b: 1\n  c: *a\n  d: [*a]\n')).toEqual(['a.b=1']);
  });

  test('leaves out what is below a skipped node', () => {
    const paths: string[] = [];
    walkTree(parsed('a: {b: c}\nd: e\n').root, ({ path }) => {
      paths.push(formatPath(path));
      return path[0] === 'a' ? 'skip' : undefined;
    });
    expect(paths).toEqual(['', 'a', 'd']);
  });

  test('stops at an alias bomb and says so', () => {
    let count = 0;
    const problem = walkTree(parsed(aliasBomb(30)).root, () => {
      count++;
      return undefined;
    });
    expect(problem?.code).toBe('TOO_MANY_ALIASES');
    expect(count).toBeLessThan(101_000);
  });

  test('visits everything within the limit and has no problem then', () => {
    let count = 0;
    const problem = walkTree(
      parsed(aliasBomb(2)).root,
      () => {
        count++;
        return undefined;
      },
      { limit: 20 + 210 },
    );
    // a0: 2 nodes; a1: itself and 10 × 2 behind aliases; a2: itself and 10 × (1 + 10 × 2); the root.
    expect(problem).toBeUndefined();
    expect(count).toBe(1 + 2 + 21 + 211);
    expect(walkTree(parsed(aliasBomb(2)).root, () => undefined, { limit: 20 + 209 })).toBeDefined();
  });
});

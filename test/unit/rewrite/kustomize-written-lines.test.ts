import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutLines, writtenLines } from '../../../src/rewrite/kustomize/written-lines.ts';

const before = 'resources: [p.yaml]\nimages:\n- name: nginx # ours\n  newTag: "1"\n';
const after =
  'resources: [p.yaml]\nimages:\n- name: nginx # ours\n  newTag: "1"\n  newName: r/nginx\n- name: redis\n  newName: r/redis\n';

test('what was written is taken back to the letter, whatever the two texts are', () => {
  const text = fc.array(fc.constantFrom('a', 'b', '- name: x', '', 'a\r'), { maxLength: 12 });
  const content = fc.tuple(text, fc.boolean()).map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''));
  fc.assert(
    fc.property(content, content, (old, now) => {
      expect(withoutLines(now, writtenLines(old, now))).toEqual({ text: old, notFound: [] });
    }),
  );
});

test('what stands elsewhere meanwhile is found, and what else was changed stays', () => {
  const changed = `# a comment\n${after.replace('p.yaml', 'q.yaml')}- name: theirs\n  newTag: "2"\n`;
  const back = withoutLines(changed, writtenLines(before, after));
  expect(back.notFound).toEqual([]);
  expect(back.text).toBe(`# a comment\n${before.replace('p.yaml', 'q.yaml')}- name: theirs\n  newTag: "2"\n`);
});

test('what somebody has changed is not found, and stays', () => {
  const changed = after.replace('newName: r/redis', 'newName: mine/redis');
  const back = withoutLines(changed, writtenLines(before, after));
  expect(back.text).toBe(changed);
  expect(back.notFound).toHaveLength(1);
});

test('what is taken back already is nothing to find', () => {
  expect(withoutLines(before, writtenLines(before, after))).toEqual({ text: before, notFound: [] });
});

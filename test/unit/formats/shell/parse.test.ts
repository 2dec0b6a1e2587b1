import { describe, expect, test } from 'vitest';
import { parseShell, shapeOf, VARYING } from '../../../../src/formats/shell/index.ts';

/** Each command as its assignments and words, with `$` for what varies. */
function read(text: string): readonly string[] {
  return parseShell(text).map((step) => {
    const words = step.words.map((word) => shapeOf(text, word).replaceAll(VARYING, '$'));
    if (step.kind === 'loop') return `for ${step.name}: ${words.join(' ')}`;
    const set = step.assignments.map(({ name, value, items }) => {
      const listed = items?.map((item) => shapeOf(text, item)).join(' ');
      return `${name}=${listed === undefined ? shapeOf(text, value).replaceAll(VARYING, '$') : `(${listed})`}`;
    });
    return [...set, ...words].join('·');
  });
}

describe('words', () => {
  test.each([
    ['a b  c', 'a·b·c'],
    [`a 'b c' "d e" f\\ g`, 'a·b c·d e·f g'],
    [`pre"mid"'post'`, 'premidpost'],
    ['a \\\n  b', 'a·b'],
    ['a \\\r\n  b', 'a·b'],
    ['doc\\\nker pull x', 'docker·pull·x'],
    [`"a\\"b\\$c\\x"`, 'a"b$c\\x'],
    [`$'a b' $"c"`, 'a b·c'],
    ['a#b # c', 'a#b'],
    ['x 2>&1 >out 2> err <in &>all y', 'x·y'],
    ['cat <<< "x y" z', 'cat·z'],
    ['$a "$b" ${c}d ${e:-f} $1 $@ $', '$·$·$d·$·$·$·$'],
    ['a $', 'a·$'],
    [`'not closed`, 'not closed'],
    ['${not closed', '$'],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('a variable tells its name, its fallback and whether its value is changed', () => {
    const text = '${A:-b:${C}} ${D%x} ${#E} ${F[@]} ${G-h}';
    const [step] = parseShell(text);
    const parts = step?.words.map(({ parts: [part] }) => part);
    expect(parts).toMatchObject([
      { name: 'A', fallback: [{ kind: 'text' }, { kind: 'variable', name: 'C' }] },
      { name: 'D', changed: true },
      { name: 'E', changed: true },
      { name: 'F', items: true },
      { name: 'G', fallback: [{ kind: 'text' }] },
    ]);
    expect(parts?.[4]).not.toHaveProperty('changed');
  });
});

describe('commands', () => {
  test.each([
    ['a; b && c || d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a\nb\n\nc', ['a', 'b', 'c']],
    ['A=1 B="x y" c d', ['A=1·B=x y·c·d']],
    ['A=(x "y z" # comment\n w)', ['A=(x y z w)']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['for i in x "y z"; do a $i; done; b', ['for i: x y z', 'a·$', 'b']],
    ['while ! a; do b; done', ['a', 'b']],
    ['case $x in a|b) c ;; *) d ;; esac', ['a', 'c', 'd']],
    ['(a; b) && { c; }', ['a', 'b', 'c']],
    ['a $(b c) `d e` <(f)', ['b·c', 'd·e', 'f', 'a·$·$·$']],
    ['A="$(b "c d")" e', ['b·c d', 'A=$·e']],
    ['((i << 2)); a', ['a']],
    ['a $((1 << 2)) b\nc', ['a·$·b', 'c']],
    ['f() { a; }\ng', ['f', 'a', 'g']],
    ['a <<EOF b\nnot a command\nEOF\nc', ['a·b', 'c']],
    ["a <<-'E' <<F\n1\n\tE\n2\nF\nc", ['a', 'c']],
    ['a <<EOF\nno end', ['a']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('what may not run is conditional', () => {
    const steps = parseShell('a\nif b; then c; fi\nd && e\nf');
    expect(steps.map((step) => step.kind === 'command' && step.conditional)).toEqual([
      false,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test('bodies of here-documents have their place', () => {
    const text = 'bash <<EOF\na b\nEOF\n';
    const [step] = parseShell(text);
    const [body] = step?.kind === 'command' ? step.heredocs : [];
    expect(body === undefined ? undefined : text.slice(body.start, body.end)).toBe('a b\n');
  });
});

import fc from 'fast-check';

/** Pieces that are harmless alone and hostile together. */
const pieces = [
  'a',
  'b c',
  'key',
  '1.20',
  'null',
  '~',
  'é',
  '\u2028',
  '\0',
  '\ud800',
  '<<',
  '%',
  '@',
  '`',
  '-',
  '?',
  ':',
  '.',
  ' ',
  '  ',
  '    ',
  '\t',
  '\n',
  '\n',
  '\n  ',
  '\n    ',
  '\r\n',
  '\n\n',
  '\n \n',
  '- ',
  '- - ',
  '\n- ',
  '\n  - ',
  '? ',
  ': ',
  ':',
  'a:\n',
  'a: b\n',
  '\n  c: d',
  '<<: ',
  '"',
  "'",
  '""',
  "''",
  '"x"',
  "'y'",
  ': "',
  "''''",
  '\\',
  '\\n',
  '\\\n',
  '\\x41',
  '\\u12',
  '|',
  '>',
  '|-\n',
  '>+\n',
  '|2\n',
  '>-1\n',
  ': |\n',
  ': >\n',
  '{',
  '}',
  '[',
  ']',
  ',',
  ', ',
  '#',
  ' #',
  '# c\n',
  '&a ',
  '&b',
  '*a',
  '*b ',
  '!t ',
  '!!str ',
  '!',
  '!<x> ',
  '---\n',
  '\n---\n',
  '\n...\n',
  '--- ',
  '...',
  '%YAML 1.2\n',
];

/** Texts of YAML's tokens in any order: mostly not YAML. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 30 })
  .map((parts) => parts.join(''));

const word = fc.constantFrom(
  'a',
  'image',
  'nginx:1.25',
  'x/y@z',
  "it's",
  '10',
  'true',
  'b c',
  'http://h/p?q=r',
  'é',
);

/** Scalars in every style, for a line at some indentation. */
function scalarAt(indent: number): fc.Arbitrary<string> {
  const pad = `\n${' '.repeat(indent)}`;
  const lines = fc.array(fc.oneof(word, fc.constant('')), { minLength: 1, maxLength: 4 });
  const header = fc.constantFrom('|', '|-', '|+', '>', '>-', '>+', '| # note', '|2-');
  return fc.oneof(
    word,
    fc.constantFrom('', '~', '""', "''", '"a\\tb\\u0041\\"\\\\"', "'it''s'"),
    fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(pad)),
    lines.map((parts) => `"${parts.join(pad)}"`),
    lines.map((parts) => `'${parts.map((part) => part.replaceAll("'", "''")).join(pad)}'`),
    fc.tuple(header, lines).map(([indicator, parts]) => `${indicator}${pad}${parts.join(pad)}`),
  );
}

const flow: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', '"b c"', "'d'", 'e f', '1.20', '-1', 'g:h'),
    fc
      .tuple(fc.array(tie('node'), { maxLength: 3 }), fc.constantFrom(', ', ',\n            ', ' ,'))
      .map(([items, separator]) => `[${items.join(separator)}]`),
    fc
      .tuple(fc.array(fc.tuple(fc.constantFrom('k', '"q"'), tie('node')), { maxLength: 3 }), fc.boolean())
      .map(([entries, spaced]) =>
        spaced
          ? `{ ${entries.map(([k, v]) => `${k}: ${v}`).join(', ')} }`
          : `{${entries.map(([, v]) => `"k":${v}`)}}`,
      ),
  ),
})).node;

const property = fc.constantFrom('', '', '', '', '&x ', '!Ref ', '!!str ', '&y !t ');

function block(indent: number, depth: number): fc.Arbitrary<string> {
  const pad = ' '.repeat(indent);
  const own = fc.tuple(property, fc.oneof(scalarAt(indent + 2), flow)).map(([p, v]) => `${p}${v}`);
  const value = fc.oneof({ arbitrary: own, weight: 9 }, fc.constant('*x'));
  const comment = fc.constantFrom('', '', '', '  # note', `\n${pad}# note`, '\n');
  const child = depth === 0 ? value : fc.oneof(value, nested(indent, depth));
  const entry = fc.tuple(fc.constantFrom('a', 'image', '"b"', "'c'", '<<', 'd e', '&z f'), child, comment);
  const item =
    depth === 0
      ? value
      : fc.oneof(
          value,
          block(indent + 2, depth - 1).map((text) => text.trimStart()),
        );
  return fc.oneof(
    fc
      .array(entry, { minLength: 1, maxLength: 3 })
      .map((entries) => entries.map(([k, v, c]) => `${pad}${k}: ${v}${c}\n`).join('')),
    fc
      .array(fc.tuple(item, comment), { minLength: 1, maxLength: 3 })
      .map((items) => items.map(([v, c]) => `${pad}- ${v}${c}\n`).join('')),
  );
}

/** A collection on the lines below its key. */
function nested(indent: number, depth: number): fc.Arbitrary<string> {
  const deeper = fc.constantFrom(1, 2, 4).chain((step) => block(indent + step, depth - 1));
  return fc.tuple(property, deeper).map(([p, text]) => `${p.trimEnd()}\n${text.trimEnd()}`);
}

/** A document in which `*x` has a target. */
const anchoredBlock = block(0, 2).map((text) => `${text.startsWith('-') ? '-' : 'x:'} &x v\n${text}`);

/** Texts in the styles people write: mostly YAML. */
export const yamlText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(anchoredBlock, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('---\n', '--- # next\n', '...\n---\n'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([documents, separator, marked, crlf]) => {
    const text = `${marked ? '---\n' : ''}${documents.join(separator)}`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

/** Such a text with a few pieces put in or characters taken out. */
export const mutatedYamlText: fc.Arbitrary<string> = fc
  .tuple(
    yamlText,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ...pieces), fc.nat(3)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [place, piece, removed]) => {
      const at = place % (edited.length + 1);
      return edited.slice(0, at) + piece + edited.slice(at + removed);
    }, text),
  );

export const anyText: fc.Arbitrary<string> = fc.oneof(
  yamlText,
  mutatedYamlText,
  tokenSoup,
  fc.string({ unit: 'binary' }),
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate, type HclBody, newBudget, parseHcl, unknown } from '../../src/formats/hcl/index.ts';
import { sourceText } from '../../src/text/index.ts';

const bits = [
  ...[
    'a',
    'b ',
    '1',
    '1.5',
    'é😀',
    ' ',
    '\n',
    '\r\n',
    '\t',
    '"',
    '\\',
    '\\n',
    '\\u00e9',
    '#',
    '//',
    '/*',
    '*/',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '=',
    ',',
    '.',
    '...',
    '*',
    '?',
    ':',
    '::',
    '=>',
    '==',
    '!',
    '-',
    '&&',
    '||',
    '<',
  ],
  ...['${', '%{', '~}', '${~', '$${', '%%{', '$', '%', 'for x in ', 'if ', 'endif', 'else', 'endfor', ' in '],
  ...[
    '<<A\n',
    '<<-A\n',
    'A\n',
    '  A\n',
    'a = "x"\n',
    'b "c" {\n',
    '}\n',
    'a = [for k, v in x : k]\n',
    'f(',
    'null',
  ],
];
const texts = fc.array(fc.constantFrom(...bits), { maxLength: 60 }).map((parts) => parts.join(''));

/** Every span within the text, and every run that is verbatim the same as its text. */
function check(value: unknown, text: string): void {
  if (typeof value !== 'object' || value === null) return;
  const { span, value: decoded } = value as { span?: { start: number; end: number }; value?: unknown };
  if (span !== undefined) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    const isRun = typeof decoded === 'string' && Object.keys(value).length === 2;
    if (isRun && span.end - span.start === decoded.length && !('labels' in value)) {
      const written = text.slice(span.start, span.end);
      if (!written.startsWith('"')) expect(written).toBe(decoded);
    }
  }
  for (const inner of Object.values(value)) check(inner, text);
}

function evaluateAll(body: HclBody): void {
  const scope = {
    file: 'main.tf',
    bindings: new Map(),
    budget: newBudget(),
    reference: (names: readonly string[]) => ({ value: unknown('it is not known'), used: names.length }),
  };
  for (const { value } of body.attributes) expect(evaluate(value, scope)).toBeDefined();
  for (const block of body.blocks) evaluateAll(block.body);
}

test('any text is read, in bounds, and what was read can be evaluated', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { body, problems } = parseHcl(sourceText('main.tf', text));
      check(body, text);
      check(problems, text);
      evaluateAll(body);
    }),
    { numRuns: 2000 },
  );
});

test('a broken item leaves the block behind it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      fc.pre(!/<<|\/\*|"/.test(text));
      const { body } = parseHcl(sourceText('main.tf', `${text}\n\nresource "x" "y" {\n  last = 1\n}\n`));
      const last = body.blocks.at(-1);
      expect([last?.type, last?.body.attributes.at(-1)?.name]).toEqual(['resource', 'last']);
    }),
    { numRuns: 1000 },
  );
});

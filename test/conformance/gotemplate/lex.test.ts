import { describe, expect, test } from 'vitest';
import { nextToken } from '../../../src/formats/gotemplate/lexer/next-token.ts';
import type { Lexer } from '../../../src/formats/gotemplate/lexer/state.ts';
import type { Token } from '../../../src/formats/gotemplate/lexer/token.ts';
import { delimiterRows, lexRows, placeRows } from './lex-table.ts';

function lexerOf(text: string, left = '{{', right = '}}'): Lexer {
  return {
    text,
    delimiters: { left, right },
    comments: true,
    breakIsFunction: false,
    continueIsFunction: false,
    pos: 0,
    insideAction: false,
    parentheses: 0,
    problem: undefined,
  };
}

function tokensOf(lexer: Lexer): Token[] {
  const tokens = [nextToken(lexer)];
  for (let last = tokens[0]; last?.kind !== 'end-of-text' && last?.kind !== 'error'; ) {
    last = nextToken(lexer);
    tokens.push(last);
  }
  return tokens;
}

function show(lexer: Lexer, places: boolean): string {
  return tokensOf(lexer)
    .map(({ kind, start, end }) => {
      const name = places ? `${kind}@${start}` : kind;
      if (kind === 'end-of-text') return `⟨${name}⟩`;
      return `⟨${name} ${kind === 'error' ? lexer.problem?.message : lexer.text.slice(start, end)}⟩`;
    })
    .join('');
}

describe("the rows of Go's lexer tests", () => {
  test.each(lexRows)('%j', (text, tokens) => {
    expect(show(lexerOf(text), false)).toBe(tokens);
  });

  test.each(placeRows)('places in %j', (text, tokens) => {
    expect(show(lexerOf(text), true)).toBe(tokens);
  });

  test.each(delimiterRows)('other delimiters: %j', (text, tokens) => {
    expect(show(lexerOf(text, '$$', '@@'), false)).toBe(tokens);
  });

  test('a right delimiter that begins like a name', () => {
    const lexer = lexerOf('{{hub .host hub}}', '{{hub', 'hub}}');
    expect(show(lexer, false)).toBe(
      '⟨left-delimiter {{hub⟩⟨space  ⟩⟨field .host⟩⟨space  ⟩⟨right-delimiter hub}}⟩⟨end-of-text⟩',
    );
  });

  test('delimiters that look like trim markers', () => {
    const lexer = lexerOf('{{- .x -}} {{- - .x - -}}', '{{- ', ' -}}');
    const action = '⟨left-delimiter {{- ⟩⟨field .x⟩⟨right-delimiter  -}}⟩';
    expect(show(lexer, false)).toBe(`${action}${action}⟨end-of-text⟩`);
  });
});

import type { Span } from '../../text/span.ts';

/** A piece of a program: a name with its dots is several. */
export type CodeToken =
  | { readonly kind: 'name' | 'mark'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'string';
      readonly value: string;
      /** Within its quotes. */
      readonly content: Span;
      /** The value is, character by character, what stands there. */
      readonly verbatim: boolean;
      /** What the program puts into it is not known here. */
      readonly open: boolean;
      readonly span: Span;
    };

export type StringToken = CodeToken & { readonly kind: 'string' };

export type Language = 'java' | 'kotlin' | 'go' | 'javascript' | 'python' | 'csharp';

/** What opens and is not closed goes to the end of its line or of the text: nothing is looked at twice. */
const STRINGS = String.raw`"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|\x60(?:[^\x60\\]|\\[\s\S])*(?:\x60|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?`;

const BRACES = new RegExp(
  String.raw`\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|([$@]{0,2})(${STRINGS})|[A-Za-z_]\w*|\d[\w.]*|[^\s\w]`,
  'g',
);

const PYTHON = new RegExp(
  String.raw`#[^\n]*|([rRbBfFuU]{0,2})(${STRINGS})|[A-Za-z_]\w*|\d[\w.]*|[^\s\w]`,
  'g',
);

/** A program of more is none that somebody wrote. */
const LONGEST = 1_000_000;

/** Names, strings and marks of a program, without comments. */
export function tokensOf(text: string, language: Language): readonly CodeToken[] {
  if (text.length > LONGEST) return [];
  const tokens: CodeToken[] = [];
  for (const match of text.matchAll(language === 'python' ? PYTHON : BRACES)) {
    const [whole, prefix = '', quoted] = match;
    const span = { start: match.index, end: match.index + whole.length };
    if (quoted !== undefined) tokens.push(stringOf(prefix, quoted, span, language));
    else if (/^[A-Za-z_]/.test(whole)) tokens.push({ kind: 'name', text: whole, span });
    else if (!/^(?:\/[/*]|#|\d)/.test(whole) || whole.length === 1)
      tokens.push({ kind: 'mark', text: whole, span });
  }
  return tokens;
}

const simple: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function stringOf(prefix: string, quoted: string, span: Span, language: Language): StringToken {
  const quote = /^(?:"""|'''|[\s\S])/.exec(quoted)?.[0] ?? '';
  const closed = quoted.length >= 2 * quote.length && quoted.endsWith(quote);
  const start = span.start + prefix.length + quote.length;
  const end = closed ? span.end - quote.length : span.end;
  const inside = quoted.slice(quote.length, closed ? quoted.length - quote.length : undefined);
  const raw = prefix.includes('@') || /r/i.test(prefix) || (language === 'go' && quote === '`');
  const value = raw ? inside : inside.replace(/\\([\s\S])/g, (_, letter: string) => simple[letter] ?? letter);
  return {
    kind: 'string',
    value,
    content: { start, end },
    verbatim: value.length === inside.length,
    open: !closed || isOpen(prefix, inside, quote, language),
    span,
  };
}

function isOpen(prefix: string, inside: string, quote: string, language: Language): boolean {
  if (language === 'kotlin') return /\$(?:\{|[A-Za-z_])/.test(inside);
  if (language === 'javascript') return quote === '`' && inside.includes('${');
  if (language === 'csharp') return prefix.includes('$') && inside.includes('{');
  return language === 'python' && /f/i.test(prefix) && inside.includes('{');
}

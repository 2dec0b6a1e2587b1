import type { Token } from '../lexer/token.ts';
import { decodeText } from '../literals/text-runs.ts';
import type { HclTemplate } from '../types.ts';
import { parseBinding } from './for.ts';
import { flushIndentation } from './indentation.ts';
import {
  acceptKind,
  fail,
  type Parser,
  peek,
  read,
  report,
  spanFrom,
  unexpected,
  withNewlines,
} from './state.ts';
import { type Atom, trimmedEnd, trimmedStart } from './template-atoms.ts';
import { nestAtoms } from './template-tree.ts';

/** A quoted string or a heredoc, from its opening token on, which is read. */
export function parseTemplate(parser: Parser, open: Token): HclTemplate | undefined {
  const form = open.kind === 'open-quote' ? 'quoted' : 'heredoc';
  const atoms = withNewlines(parser, true, () => parseAtoms(parser, open));
  if (atoms === undefined) return undefined;
  if (form === 'heredoc' && open.text.startsWith('<<-')) flushIndentation(atoms);
  const parts = nestAtoms(parser, atoms);
  return parts === undefined
    ? undefined
    : { kind: 'template', form, span: spanFrom(parser, open.start), parts };
}

function parseAtoms(parser: Parser, open: Token): Atom[] | undefined {
  const quoted = open.kind === 'open-quote';
  const atoms: Atom[] = [];
  let trimNext = false;
  for (;;) {
    const token = read(parser);
    switch (token.kind) {
      case 'close-quote':
        return atoms;
      case 'close-heredoc':
        // Go's scanner finds a marker by the line break behind it.
        if (peek(parser).kind === 'end-of-text')
          report(
            parser,
            'unterminated-heredoc',
            'a line break is missing after the marker of the heredoc',
            token,
          );
        return atoms;
      case 'quoted-text':
      case 'heredoc-text': {
        const { runs, invalid } = decodeText(parser.source.text, token, quoted);
        for (const span of invalid) report(parser, 'invalid-escape', 'there is no such escape', span);
        atoms.push({ kind: 'text', runs: trimNext ? trimmedStart(runs) : runs });
        trimNext = false;
        break;
      }
      case 'open-interpolation':
      case 'open-directive': {
        const last = atoms.at(-1);
        if (token.text.endsWith('~') && last?.kind === 'text') last.runs = trimmedEnd(last.runs);
        const sequence = withNewlines(parser, false, () => parseSequence(parser, token));
        if (sequence === undefined) return undefined;
        atoms.push(sequence.atom);
        trimNext = sequence.trims;
        break;
      }
      default:
        return unclosed(parser, token, open);
    }
  }
}

function unclosed(parser: Parser, token: Token, open: Token): undefined {
  if (open.kind === 'open-quote')
    return unexpected(parser, token, 'unterminated-string', 'the closing quote of this string is missing');
  return fail(parser, 'unterminated-heredoc', `the heredoc ${open.text.trimEnd()} is not closed`, open);
}

/** `${ … }` or `%{ … }` after its opening; `trims`: it closes with `~}`. */
function parseSequence(
  parser: Parser,
  open: Token,
): { readonly atom: Atom; readonly trims: boolean } | undefined {
  const atom =
    open.kind === 'open-interpolation' ? parseInterpolation(parser, open) : parseDirective(parser, open);
  if (atom === undefined) return undefined;
  const close = acceptKind(parser, 'close-sequence');
  if (close === undefined) {
    const message =
      'the closing brace is expected here: what is meant for another language is written $${ … }';
    return unexpected(parser, peek(parser), 'unclosed-interpolation', message);
  }
  return { atom: { ...atom, span: spanFrom(parser, open.start) }, trims: close.text.startsWith('~') };
}

function parseInterpolation(
  parser: Parser,
  { start, end }: Token,
): Exclude<Atom, { kind: 'text' }> | undefined {
  const expression = parser.expression(parser);
  return expression === undefined ? undefined : { kind: 'interpolation', span: { start, end }, expression };
}

function parseDirective(parser: Parser, open: Token): Exclude<Atom, { kind: 'text' }> | undefined {
  const keyword = read(parser);
  const span = { start: open.start, end: open.end };
  switch (keyword.kind === 'identifier' ? keyword.text : undefined) {
    case 'if': {
      const condition = parser.expression(parser);
      return condition === undefined ? undefined : { kind: 'if', span, condition };
    }
    case 'for': {
      const binding = parseBinding(parser, 'invalid-directive');
      const collection = binding === undefined ? undefined : parser.expression(parser);
      if (binding === undefined || collection === undefined) return undefined;
      return { kind: 'for', span, key: binding.keyName, value: binding.valueName, collection };
    }
    case 'else':
      return { kind: 'else', span };
    case 'endif':
      return { kind: 'endif', span };
    case 'endfor':
      return { kind: 'endfor', span };
    default: {
      const message = 'if, else, endif, for or endfor is expected here';
      return unexpected(parser, keyword, 'invalid-directive', message);
    }
  }
}

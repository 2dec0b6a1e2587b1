import { err, ok, type Result } from '../../../result.ts';
import type { SourceText } from '../../../text/source-text.ts';
import type { TemplateError } from '../errors.ts';
import type { Lexer } from '../lexer/state.ts';
import { nextNonSpace, tokenReader } from '../lexer/token-reader.ts';
import type { TemplateOptions } from '../options.ts';
import type { ParsedTemplate } from '../types.ts';
import { parseAction } from './actions.ts';
import { addNode, type Builder, currentFrame } from './builder.ts';
import { addDefinition } from './definitions.ts';
import { closeList } from './frames.ts';
import { closeOpenFrames } from './recover.ts';
import { createParser, fail, spanOf, unexpected } from './state.ts';
import { createTree } from './tree-set.ts';

/** A template as far as it could be read. */
export interface RecoveredTemplate {
  /** What stands before the error; what was open there ends there. */
  readonly template: ParsedTemplate;
  /** Undefined where the whole text could be read. */
  readonly error: TemplateError | undefined;
}

/**
 * Parses a template as text/template of Go 1.26 does: the same texts are accepted, the same trees found, and the first
 * error is the same. A byte order mark, which Go takes for text, is not part of a source's text.
 */
export function parseTemplate(
  source: SourceText,
  options: TemplateOptions,
): Result<ParsedTemplate, TemplateError> {
  const { template, error } = recoverTemplate(source, options);
  return error === undefined ? ok(template) : err(error);
}

/** Parses a template, and keeps what stands before the first error. */
export function recoverTemplate(source: SourceText, options: TemplateOptions): RecoveredTemplate {
  const builder = createBuilder(source, options);
  if (!parseText(builder)) closeOpenFrames(builder, builder.parser.error?.span.start ?? source.text.length);
  const template = finish(builder);
  return { template, error: builder.parser.error };
}

function createBuilder(source: SourceText, options: TemplateOptions): Builder {
  const { functions } = options;
  const known = functions === 'any' ? new Set<string>() : functions;
  const lexer: Lexer = {
    text: source.text,
    delimiters: { left: options.delimiters?.left || '{{', right: options.delimiters?.right || '}}' },
    comments: options.comments ?? false,
    breakIsFunction: known.has('break'),
    continueIsFunction: known.has('continue'),
    pos: 0,
    insideAction: false,
    parentheses: 0,
    problem: undefined,
  };
  const name = options.name ?? source.path;
  return {
    parser: createParser(source, name, tokenReader(lexer), functions, options.maxParentheses ?? 10_000),
    root: { kind: 'root', listStart: 0, nodes: [] },
    open: [],
    trees: new Map(),
    maxBlocks: options.maxBlocks ?? Number.POSITIVE_INFINITY,
  };
}

/** Reads to the end of the text, or to the first error. */
function parseText(builder: Builder): boolean {
  const { parser } = builder;
  for (;;) {
    const token = nextNonSpace(parser.tokens);
    const { kind, start, end } = token;
    switch (kind) {
      case 'text':
      case 'comment':
        addNode(builder, { kind, span: spanOf(start, end), text: parser.source.text.slice(start, end) });
        break;
      case 'left-delimiter':
        if (!parseAction(builder, token)) return false;
        break;
      case 'end-of-text':
        if (currentFrame(builder).kind === 'root') return true;
        fail(parser, 'unexpected-end-of-text', 'unexpected EOF', token);
        return false;
      default:
        unexpected(parser, token, 'input');
        return false;
    }
  }
}

function finish(builder: Builder): ParsedTemplate {
  const { parser, root, trees } = builder;
  const { length } = parser.source.text;
  const main = createTree(parser.name, spanOf(0, length), closeList(root, length));
  addDefinition(builder, main, main.root.nodes[0]?.span ?? main.span);
  return { main, trees };
}

import type { Token } from '../lexer/token.ts';
import { backup, next, nextNonSpace, peekNonSpace } from '../lexer/token-reader.ts';
import type { CommandNode, Operand, PipeNode, VariableNode } from '../types.ts';
import { parseDeclarations } from './declarations.ts';
import { fail, type Parser, spanOf, unexpected } from './state.ts';
import { beginsTerm, parseTerm, withFields } from './term.ts';

/** No command is being read. */
const NONE = -1;

/** A pipeline that is being read: the one of the action, or one in parentheses. */
interface OpenPipeline {
  readonly context: string;
  readonly closer: 'right-delimiter' | 'right-parenthesis';
  /** The left parenthesis; undefined for the pipeline of the action. */
  readonly parenthesis: Token | undefined;
  readonly start: number;
  readonly declarations: readonly VariableNode[];
  readonly assigns: boolean;
  /** Where its commands begin among those that the parser keeps. */
  readonly firstCommand: number;
  /** Where the operands of the command that is being read begin among those that the parser keeps; `NONE` between commands. */
  firstArgument: number;
  /** The end of what has been read, white space aside. */
  end: number;
}

/**
 * The pipeline up to and including the right delimiter of its action. `context` is Go's name for the place, which
 * stands in messages. Parentheses are kept on a stack of their own, so that their depth is a limit and not a danger.
 */
export function parsePipeline(parser: Parser, context: string): PipeNode | undefined {
  const outer: OpenPipeline[] = [];
  let current = openPipeline(parser, context, undefined);
  while (current !== undefined) {
    const token = nextNonSpace(parser.tokens);
    let operand: Operand | undefined;
    if (current.firstArgument === NONE && token.kind === current.closer) {
      const pipe = closePipeline(parser, current, token);
      const parent = outer.pop();
      if (pipe === undefined || current.parenthesis === undefined || parent === undefined) return pipe;
      operand = { kind: 'parentheses', span: spanOf(current.parenthesis.start, token.end), pipe };
      current = parent;
    } else if (!beginsTerm(token)) {
      if (current.firstArgument === NONE) return unexpected(parser, token, current.context);
      backup(parser.tokens);
    } else if (token.kind === 'left-parenthesis') {
      if (outer.length >= parser.maxParentheses) {
        return fail(parser, 'expression-too-deep', 'max expression depth exceeded', token);
      }
      beginCommand(parser, current);
      outer.push(current);
      current = openPipeline(parser, 'parenthesized pipeline', token);
      continue;
    } else {
      beginCommand(parser, current);
      operand = parseTerm(parser, token);
      if (operand === undefined) return undefined;
    }
    if (!endOperand(parser, current, operand)) return undefined;
  }
  return undefined;
}

function openPipeline(
  parser: Parser,
  context: string,
  parenthesis: Token | undefined,
): OpenPipeline | undefined {
  const { start } = peekNonSpace(parser.tokens);
  const declarations = parseDeclarations(parser, context);
  if (declarations === undefined) return undefined;
  return {
    context,
    closer: parenthesis === undefined ? 'right-delimiter' : 'right-parenthesis',
    parenthesis,
    start,
    declarations: declarations.variables,
    assigns: declarations.assigns,
    firstCommand: parser.commands.length,
    firstArgument: NONE,
    end: declarations.end ?? start,
  };
}

/** Adds the operand, if there is one, with its fields. What follows it separates operands or ends the command. */
function endOperand(parser: Parser, pipeline: OpenPipeline, operand: Operand | undefined): boolean {
  if (operand !== undefined) {
    const whole = withFields(parser, operand);
    if (whole === undefined) return false;
    parser.operands.push(whole);
    pipeline.end = whole.span.end;
  }
  const token = next(parser.tokens);
  switch (token.kind) {
    case 'space':
      return true;
    case 'right-delimiter':
    case 'right-parenthesis':
      backup(parser.tokens);
      endCommand(parser, pipeline);
      return true;
    case 'pipe':
      endCommand(parser, pipeline);
      pipeline.end = token.end;
      return true;
    default:
      unexpected(parser, token, 'operand');
      return false;
  }
}

function beginCommand({ operands }: Parser, pipeline: OpenPipeline): void {
  if (pipeline.firstArgument === NONE) pipeline.firstArgument = operands.length;
}

function endCommand({ operands, commands }: Parser, pipeline: OpenPipeline): void {
  const args = takeFrom(operands, pipeline.firstArgument);
  const start = args[0]?.span.start ?? pipeline.end;
  commands.push({ kind: 'command', span: spanOf(start, pipeline.end), args });
  pipeline.firstArgument = NONE;
}

/** What has been put on a stack since it had a length, in an array that is no larger than it has to be: trees are kept for long. */
function takeFrom<T>(stack: T[], first: number): readonly T[] {
  const last = stack.length - 1;
  if (last !== first) return stack.splice(first);
  return [stack.pop() as T];
}

function closePipeline(parser: Parser, pipeline: OpenPipeline, closer: Token): PipeNode | undefined {
  const { declarations, assigns, start, end } = pipeline;
  const commands = takeFrom(parser.commands, pipeline.firstCommand);
  if (commands.length === 0) {
    return fail(parser, 'missing-value', `missing value for ${pipeline.context}`, closer);
  }
  const misplaced = commands.findIndex((command, stage) => stage > 0 && !isExecutable(command));
  if (misplaced === -1) return { kind: 'pipe', span: spanOf(start, end), declarations, assigns, commands };
  const message = `non executable command in pipeline stage ${misplaced + 1}`;
  return fail(parser, 'not-executable', message, commands[misplaced]?.span ?? closer);
}

/** Whether the command may be given a value by the one before it. */
function isExecutable(command: CommandNode): boolean {
  switch (command.args[0]?.kind) {
    case 'bool':
    case 'dot':
    case 'nil':
    case 'number':
    case 'string':
      return false;
    default:
      return true;
  }
}

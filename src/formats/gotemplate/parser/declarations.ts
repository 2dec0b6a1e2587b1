import type { Token } from '../lexer/token.ts';
import { backupThree, backupTwo, next, nextNonSpace, peek, peekNonSpace } from '../lexer/token-reader.ts';
import type { VariableNode } from '../types.ts';
import { declare } from './scope.ts';
import { fail, type Parser, spanOf } from './state.ts';

export interface Declarations {
  readonly variables: readonly VariableNode[];
  readonly assigns: boolean;
  /** The end of the last token that belongs to them; undefined without any. */
  readonly end: number | undefined;
}

const NONE: Declarations = { variables: [], assigns: false, end: undefined };

/** `$x :=`, `$x =` and, in `range`, `$i, $x :=` in front of a pipeline. The variables are declared at once. */
export function parseDeclarations(parser: Parser, context: string): Declarations | undefined {
  const { tokens } = parser;
  // Most pipelines by far.
  if (peekNonSpace(tokens).kind !== 'variable') return NONE;
  const variables: VariableNode[] = [];
  let end: number | undefined;
  while (peekNonSpace(tokens).kind === 'variable') {
    const token = next(tokens);
    const beside = peek(tokens);
    const following = peekNonSpace(tokens);
    if (following.kind === 'assign' || following.kind === 'declare') {
      nextNonSpace(tokens);
      variables.push(declareVariable(parser, token));
      return { variables, assigns: following.kind === 'assign', end: following.end };
    }
    if (!isComma(parser, following)) {
      // Not a declaration but an operand. A space after it counts: it separates operands.
      if (beside.kind === 'space') backupThree(tokens, token, beside);
      else backupTwo(tokens, token);
      break;
    }
    nextNonSpace(tokens);
    variables.push(declareVariable(parser, token));
    end = following.end;
    if (context !== 'range' || variables.length >= 2) {
      return fail(parser, 'too-many-declarations', `too many declarations in ${context}`, following);
    }
    if (!mayFollowComma(peekNonSpace(tokens))) {
      return fail(parser, 'range-without-variable', 'range can only initialize variables', tokens.last);
    }
  }
  return variables.length === 0 ? NONE : { variables, assigns: false, end };
}

function declareVariable(parser: Parser, token: Token): VariableNode {
  const variable = parser.source.text.slice(token.start, token.end);
  declare(parser.scope, variable);
  return { kind: 'variable', span: spanOf(token.start, token.end), variable, names: [] };
}

function isComma(parser: Parser, token: Token): boolean {
  return token.kind === 'punctuation' && parser.source.text[token.start] === ',';
}

/** Without a second variable it is an error too, but one that is found later. */
function mayFollowComma(token: Token): boolean {
  return token.kind === 'variable' || token.kind === 'right-delimiter' || token.kind === 'right-parenthesis';
}

import { ok, type Result } from '../../result.ts';
import { parseShell, type ShellError, type ShellNode, type VariableNode } from './shell-syntax.ts';
import type { EscapeCharacter } from './types.ts';
import { isSpace } from './white-space.ts';

export interface SplitOptions {
  readonly escapeCharacter: EscapeCharacter;
  readonly rawQuotes: boolean;
  readonly rawEscapes: boolean;
}

/**
 * Splits a text into words with no variable set and each left as it is written: BuildKit's `ProcessWords` with
 * `SkipUnsetEnv`, with which it looks for here-documents.
 */
export function splitWords(text: string, options: SplitOptions): Result<readonly string[], ShellError> {
  const parsed = parseShell(text, options.escapeCharacter);
  if (!parsed.ok) return parsed;
  const words: string[] = [];
  let word = '';
  const addSplitting = (part: string): void => {
    for (const character of part) {
      if (!isSpace(character.charCodeAt(0))) word += character;
      else if (word !== '') {
        words.push(word);
        word = '';
      }
    }
  };
  for (const node of parsed.value) {
    // A substitution with an operand empties the buffer that Go's lexer shares with it: what stood before is lost.
    if (losesWord(node)) word = '';
    const part = written(text, node, options);
    if (node.kind === 'literal' || node.kind === 'variable') addSplitting(part);
    else word += part;
  }
  if (word !== '') words.push(word);
  return ok(words);
}

function losesWord(node: ShellNode): boolean {
  if (node.kind === 'variable') return node.operator !== '';
  return node.kind === 'quoted' && node.parts.some(losesWord);
}

function written(text: string, node: ShellNode, options: SplitOptions): string {
  switch (node.kind) {
    case 'literal':
    case 'heredoc':
      return text.slice(node.from, node.to);
    case 'escape':
      return (options.rawEscapes ? text.charAt(node.at) : '') + text.slice(node.from, node.to);
    case 'quoted': {
      const content = writtenAll(text, node.parts, options);
      return options.rawQuotes ? node.quote + content + node.quote : content;
    }
    case 'variable':
      return writtenVariable(text, node, options);
  }
}

function writtenAll(text: string, nodes: readonly ShellNode[], options: SplitOptions): string {
  return nodes.map((node) => written(text, node, options)).join('');
}

function writtenVariable(text: string, node: VariableNode, options: SplitOptions): string {
  const { name, operator } = node;
  if (!node.braced) return `$${name}`;
  if (operator === '') return `\${${name}}`;
  const rawEscapes = operator === '#' || operator === '%' || operator.startsWith('/');
  const word = writtenAll(text, node.word, { ...options, rawEscapes });
  if (!operator.startsWith('/')) return `\${${name}${operator}${word}}`;
  return `\${${name}/${word}/${writtenAll(text, node.replacement, { ...options, rawEscapes })}}`;
}

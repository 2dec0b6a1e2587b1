import { ok, type Result } from '../../result.ts';
import { parseShell, type ShellError, type ShellNode, type VariableNode } from './shell-syntax.ts';
import type { EscapeCharacter } from './types.ts';
import { isSpace } from './white-space.ts';

export interface SplitOptions {
  readonly escapeCharacter: EscapeCharacter;
  readonly rawQuotes: boolean;
  readonly rawEscapes: boolean;
}

interface Options extends SplitOptions {
  /** Whether the text is the pattern of a substitution, in which quotes double the escape character. */
  readonly pattern: boolean;
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
    const part = written(text, node, { ...options, pattern: false });
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

function written(text: string, node: ShellNode, options: Options): string {
  switch (node.kind) {
    case 'literal':
    case 'heredoc':
      return text.slice(node.from, node.to);
    case 'escape': {
      const kept = options.rawEscapes && (node.from > node.at || options.pattern || !options.rawQuotes);
      return (kept ? options.escapeCharacter : '') + text.slice(node.from, node.to);
    }
    case 'quoted': {
      const content = writtenAll(text, node.parts, options);
      const doubled = options.pattern && node.quote === "'" ? doubleEscapes(content, options) : content;
      return options.rawQuotes ? node.quote + doubled + node.quote : doubled;
    }
    case 'variable':
      return writtenVariable(text, node, options);
  }
}

function writtenAll(text: string, nodes: readonly ShellNode[], options: Options): string {
  return nodes.map((node) => written(text, node, options)).join('');
}

function writtenVariable(text: string, node: VariableNode, options: Options): string {
  const { name, operator } = node;
  if (!node.braced) return `$${name}`;
  if (operator === '') return `\${${name}}`;
  const replaces = operator.startsWith('/');
  const pattern = replaces || operator === '#' || operator === '%';
  const word = writtenAll(text, node.word, { ...options, rawEscapes: pattern, pattern });
  if (!replaces) return `\${${name}${operator}${word}}`;
  const replacement = writtenAll(text, node.replacement, { ...options, rawEscapes: true, pattern: false });
  return `\${${name}/${word}/${replacement}}`;
}

function doubleEscapes(text: string, { escapeCharacter }: Options): string {
  return text.replaceAll(escapeCharacter, escapeCharacter + escapeCharacter);
}

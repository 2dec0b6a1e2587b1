import { readDirective } from './directives.ts';
import { type HeredocOpening, heredocOpenings, terminates } from './heredoc.ts';
import { readInstruction } from './instruction.ts';
import { isComment, logicalLine } from './logical-lines.ts';
import { type LineReader, lineReader, nextLine, type PhysicalLine } from './physical-lines.ts';
import type {
  Directive,
  Dockerfile,
  DockerfileProblem,
  EscapeCharacter,
  Heredoc,
  Instruction,
} from './types.ts';
import { skipSpace } from './white-space.ts';

/**
 * Reads a Dockerfile as BuildKit's parser does (`frontend/dockerfile/parser`), with the place of everything in the
 * text. Never fails: what BuildKit refuses is listed under `problems`, and the rest of the file is read. Linear in the
 * text.
 */
export function parseDockerfile(text: string): Dockerfile {
  const reader = lineReader(text);
  const problems: DockerfileProblem[] = [];
  const directives = readDirectives(reader, problems);
  const escapeCharacter = escapeOf(directives, problems);
  const instructions: Instruction[] = [];
  for (let line = nextLine(reader); line !== undefined; line = nextLine(reader)) {
    if (isComment(text, line)) continue;
    const joined = logicalLine(reader, line, escapeCharacter);
    if (joined === undefined) continue;
    const instruction = readInstruction(joined, escapeCharacter, problems);
    if (joined.text.includes('<<') && canOpenHeredocs(instruction)) {
      instructions.push(withHeredocs(reader, instruction, joined.text, problems));
    } else {
      instructions.push(instruction);
    }
  }
  return { escapeCharacter, directives, instructions, problems };
}

/** Reads on while lines are directives, and leaves the reader before the first that is none. */
function readDirectives(reader: LineReader, problems: DockerfileProblem[]): readonly Directive[] {
  const directives: Directive[] = [];
  for (;;) {
    const { offset } = reader;
    const line = nextLine(reader);
    const directive = line === undefined ? undefined : directiveAt(reader.text, line);
    if (directive === undefined) {
      reader.offset = offset;
      return directives;
    }
    if (directives.some(({ name }) => name === directive.name)) {
      const message = `only one ${directive.name} directive can be used`;
      problems.push({ code: 'repeated-directive', message, span: directive.span });
    } else {
      directives.push(directive);
    }
  }
}

function directiveAt(text: string, line: PhysicalLine): Directive | undefined {
  return readDirective(text, line, skipSpace(text, line.start, line.end), '#');
}

function escapeOf(directives: readonly Directive[], problems: DockerfileProblem[]): EscapeCharacter {
  const value = directives.find(({ name }) => name === 'escape')?.value;
  if (value === undefined) return '\\';
  if (value.text === '\\' || value.text === '`') return value.text;
  const message = 'the escape character is either \\ or `';
  problems.push({ code: 'invalid-escape', message, span: value.span });
  return '\\';
}

function canOpenHeredocs(instruction: Instruction): boolean {
  const { name, json } = instruction.trigger ?? instruction;
  return !json && (name === 'run' || name === 'copy' || name === 'add');
}

function withHeredocs(
  reader: LineReader,
  instruction: Instruction,
  line: string,
  problems: DockerfileProblem[],
): Instruction {
  const openings = heredocOpenings(line);
  if (openings === undefined) {
    const message = 'the name of a here-document has an unbalanced quote';
    problems.push({ code: 'invalid-heredoc', message, span: instruction.rest.span });
    return instruction;
  }
  const heredocs: Heredoc[] = [];
  let { end } = instruction.span;
  for (const opening of openings) {
    const start = reader.offset;
    const last = readBody(reader, opening);
    if (last === undefined) {
      const message = `the here-document ${opening.name} has no end`;
      problems.push({ code: 'unterminated-heredoc', message, span: instruction.rest.span });
    }
    heredocs.push({ ...opening, body: { start, end: last?.start ?? reader.text.length } });
    end = last?.end ?? reader.text.length;
  }
  return { ...instruction, heredocs, span: { start: instruction.span.start, end } };
}

/** Reads to the line that ends the here-document, and returns it; undefined where the file ends before. */
function readBody(reader: LineReader, opening: HeredocOpening): PhysicalLine | undefined {
  for (let line = nextLine(reader); line !== undefined; line = nextLine(reader)) {
    if (terminates(reader.text, line, opening)) return line;
  }
  return undefined;
}

import { blankSeparatedWords, quotedWords } from './argument-words.ts';
import { builderFlags } from './builder-flags.ts';
import { type ArgumentForm, argumentForm } from './exec-form.ts';
import type { DockerfileProblem, EscapeCharacter, Instruction, Word } from './types.ts';
import { isBlank, isSpace, skipSpace, trimSpaceEnd } from './white-space.ts';
import { subWord } from './word.ts';

type ArgumentKind = 'words' | 'quoted-words' | 'list' | 'command' | 'check' | 'text' | 'trigger';

/** The instructions there are, and how their arguments are read. */
const argumentKinds: ReadonlyMap<string, ArgumentKind> = new Map([
  ['add', 'list'],
  ['arg', 'quoted-words'],
  ['cmd', 'command'],
  ['copy', 'list'],
  ['entrypoint', 'command'],
  ['env', 'text'],
  ['expose', 'text'],
  ['from', 'words'],
  ['healthcheck', 'check'],
  ['label', 'text'],
  ['maintainer', 'text'],
  ['onbuild', 'trigger'],
  ['run', 'command'],
  ['shell', 'command'],
  ['stopsignal', 'text'],
  ['user', 'text'],
  ['volume', 'list'],
  ['workdir', 'text'],
]);

/** Reads one joined line (BuildKit, `parser.go`, `newNodeFromLine`). Here-documents are read by the caller. */
export function readInstruction(
  line: Word,
  escapeCharacter: EscapeCharacter,
  problems: DockerfileProblem[],
): Instruction {
  const { keyword, rest: afterKeyword } = splitKeyword(line);
  const name = keyword.text.toLowerCase();
  const { flags, rest: restStart } = builderFlags(line, afterKeyword, escapeCharacter);
  const restEnd = trimSpaceEnd(line.text, restStart, line.text.length);
  const rest = subWord(line, skipSpace(line.text, restStart, restEnd), restEnd);

  const kind = argumentKinds.get(name);
  if (kind === undefined) {
    const message = `unknown instruction: ${keyword.text.slice(0, 40)}`;
    problems.push({ code: 'unknown-instruction', message, span: keyword.span });
  }
  const form = formOf(rest, kind);
  if (form === 'not-strings') {
    const message = `${name.toUpperCase()} takes a JSON array of strings only`;
    problems.push({ code: 'invalid-arguments', message, span: rest.span });
  }
  const words =
    kind === 'quoted-words'
      ? quotedWords(rest, escapeCharacter)
      : (kind === 'words' || kind === 'list') && form === 'shell'
        ? blankSeparatedWords(rest)
        : [];
  const trigger = kind === 'trigger' ? readTrigger(rest, escapeCharacter, problems) : undefined;
  const json = form !== 'shell';
  return { name, keyword, flags, rest, words, json, trigger, heredocs: [], span: line.span };
}

function formOf(rest: Word, kind: ArgumentKind | undefined): ArgumentForm {
  if (kind === 'list' || kind === 'command') return argumentForm(rest);
  if (kind !== 'check') return 'shell';
  const { text } = rest;
  let offset = 0;
  while (offset < text.length && !isSpace(text.charCodeAt(offset))) offset++;
  return argumentForm(subWord(rest, skipSpace(text, offset, text.length), text.length));
}

function splitKeyword(line: Word): { readonly keyword: Word; readonly rest: number } {
  const { text } = line;
  const start = skipSpace(text, 0, text.length);
  const end = trimSpaceEnd(text, start, text.length);
  let stop = start;
  while (stop < end && !isBlank(text.charCodeAt(stop))) stop++;
  let rest = stop;
  while (rest < end && isBlank(text.charCodeAt(rest))) rest++;
  return { keyword: subWord(line, start, stop), rest };
}

/** ONBUILD defers one instruction; it is not nested, so that one level is all there is to read. */
function readTrigger(
  rest: Word,
  escapeCharacter: EscapeCharacter,
  problems: DockerfileProblem[],
): Instruction | undefined {
  if (rest.text === '') return undefined;
  const { keyword } = splitKeyword(rest);
  const name = keyword.text.toLowerCase();
  if (name === 'onbuild' || name === 'from' || name === 'maintainer') {
    const message = `${keyword.text.toUpperCase()} is not allowed after ONBUILD`;
    problems.push({ code: 'invalid-trigger', message, span: keyword.span });
  }
  if (name === 'onbuild') return undefined;
  return readInstruction(rest, escapeCharacter, problems);
}

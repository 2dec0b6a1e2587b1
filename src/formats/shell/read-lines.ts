import { type ReadCommands, readWord } from './read-word.ts';
import type { OpenCommand, Reader } from './reader.ts';
import { isBlank } from './reader.ts';
import { shapeOf } from './word.ts';

export function endOfComment(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

/** `> file`, `2>&1`, `<<EOF`, `<<< word`, `<(…)`. */
export function readRedirection(
  reader: Reader,
  command: OpenCommand,
  end: ')' | '`' | undefined,
  commands: ReadCommands,
): void {
  const { text, at } = reader;
  if (text.startsWith('<<', at) && text[at + 2] !== '<') {
    openHeredoc(reader, command, end, commands);
    return;
  }
  while ('<>&|'.includes(text[reader.at] ?? ' ')) reader.at++;
  if (text[reader.at] === '(') {
    const start = reader.at++;
    commands(reader, ')');
    command.words.push({
      start,
      end: reader.at,
      parts: [{ kind: 'substitution', start, end: reader.at }],
    });
    return;
  }
  skipBlanks(reader);
  readWord(reader, end, commands);
}

function openHeredoc(
  reader: Reader,
  command: OpenCommand,
  end: ')' | '`' | undefined,
  commands: ReadCommands,
): void {
  reader.at += 2;
  const chomp = reader.text[reader.at] === '-';
  if (chomp) reader.at++;
  skipBlanks(reader);
  const delimiter = shapeOf(reader.text, readWord(reader, end, commands));
  if (delimiter !== '') reader.pending.push({ delimiter, chomp, bodies: command.heredocs });
}

function skipBlanks(reader: Reader): void {
  while (isBlank(reader.text[reader.at])) reader.at++;
}

/** Passes the bodies of the here-documents that the line before has opened. */
export function readHeredocs(reader: Reader): void {
  const { text } = reader;
  for (const { delimiter, chomp, bodies } of reader.pending.splice(0)) {
    const start = reader.at;
    let end = text.length;
    while (reader.at < text.length) {
      const from = reader.at;
      const lineFeed = text.indexOf('\n', from);
      const stop = lineFeed === -1 ? text.length : lineFeed;
      reader.at = Math.min(stop + 1, text.length);
      const line = text.slice(from, stop).replace(/\r$/, '');
      if ((chomp ? line.replace(/^\t+/, '') : line) === delimiter) {
        end = from;
        break;
      }
    }
    bodies.push({ start, end });
  }
}

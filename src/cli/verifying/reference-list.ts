import { readFileSync } from 'node:fs';
import { describeSystemError } from '../../host/index.ts';
import { systemErrorCode } from '../../host/system-error.ts';
import { type ImageReference, normalizeReference } from '../../image/index.ts';
import type { VerifyPlace } from '../../verify/index.ts';
import { CommandError } from '../exit.ts';
import { readStandardInput, standardInput, standardInputName } from '../standard-input.ts';

export interface ListedReference {
  readonly reference: ImageReference;
  readonly place: VerifyPlace;
}

/** More than all images of the largest repositories; what is larger is no list of references. */
const maxBytes = 10_000_000;

/** Reads a list of references: a file, or standard input for `-`. All lines that are none end the command together. */
export async function readReferenceList(file: string): Promise<readonly ListedReference[]> {
  const given = file === standardInput;
  const name = given ? standardInputName : file.replace(/^(?:\.\/)+/, '');
  return parseReferenceList(name, given ? await readGiven() : readFile(file));
}

/** One reference a line; blank lines and what follows a `#` count as nothing. */
export function parseReferenceList(file: string, text: string): readonly ListedReference[] {
  const listed: ListedReference[] = [];
  const errors: string[] = [];
  for (const [index, content] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const written = content.replace(/(?:^|\s)#.*$/, '');
    const value = written.trim();
    if (value === '') continue;
    const line = index + 1;
    const column = written.length - written.trimStart().length + 1;
    const parsed = normalizeReference(value);
    if (parsed.ok) {
      const place = { file, line, column, endLine: line, endColumn: column + value.length };
      listed.push({ reference: parsed.value.reference, place });
    } else {
      const at = column + parsed.error.position;
      errors.push(
        `${file}:${line}:${at}: ${JSON.stringify(clip(value))} is no reference: ${parsed.error.reason}`,
      );
    }
  }
  if (errors.length > 0) {
    const shown = errors.slice(0, shownErrors);
    const more = errors.length - shown.length;
    throw new CommandError([...shown, ...(more > 0 ? [`and ${more} more lines`] : [])].join('\nerror: '));
  }
  return listed;
}

const shownErrors = 20;

function clip(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

/** Pipes too, as in `--list <(kubectl …)`. */
function readFile(file: string): string {
  try {
    return checkedText(file, readFileSync(file));
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw new CommandError(`--list ${file}: ${describeSystemError(code)}`);
  }
}

async function readGiven(): Promise<string> {
  const bytes = await readStandardInput(maxBytes);
  if (bytes === undefined) throw tooLong(standardInput);
  return bytes.toString('utf8');
}

function checkedText(file: string, bytes: Buffer): string {
  if (bytes.length > maxBytes) throw tooLong(file);
  return bytes.toString('utf8');
}

function tooLong(file: string): CommandError {
  return new CommandError(`--list ${file}: it has more than ${maxBytes} bytes, and is no list of references`);
}

import { closest } from '../audit/index.ts';
import { err, ok, type Result } from '../result.ts';
import {
  type AuditFormat,
  auditFormats,
  type ReportingCommand,
  type ScanFormat,
  scanFormats,
} from './types.ts';

/** Where one report goes: to a file, or to standard output. */
export interface OutputSpec<Format extends string = AuditFormat> {
  readonly format: Format;
  readonly file?: string;
}

export interface OutputSpecError {
  readonly code: 'unknown-format' | 'empty-file' | 'stdout-twice' | 'file-twice';
  /** One sentence for the user. */
  readonly message: string;
}

export interface CommandFormats {
  readonly scan: ScanFormat;
  readonly audit: AuditFormat;
  readonly verify: AuditFormat;
}

const formatsOf: { readonly [Command in ReportingCommand]: readonly CommandFormats[Command][] } = {
  scan: scanFormats,
  audit: auditFormats,
  verify: auditFormats,
};

/** Reads the `--output` options of a command that reports: see `readOutputs`. */
export function parseOutputSpecs<Command extends ReportingCommand>(
  texts: readonly string[],
  command: Command,
): Result<readonly OutputSpec<CommandFormats[Command]>[], OutputSpecError> {
  return readOutputs(texts, command, formatsOf[command]);
}

/**
 * Reads all `--output FORMAT[=FILE]` options of a run of `command`: one place holds one report, and that goes for standard
 * output, too.
 */
export function readOutputs<Format extends string>(
  texts: readonly string[],
  command: string,
  formats: readonly Format[],
): Result<readonly OutputSpec<Format>[], OutputSpecError> {
  const specs: OutputSpec<Format>[] = [];
  for (const text of texts) {
    const read = readOutput(text, command, formats);
    if (!read.ok) return read;
    specs.push(read.value);
  }
  const twice = specs.find(
    ({ file }, index) => file !== undefined && specs.findIndex((other) => other.file === file) < index,
  );
  if (twice !== undefined) {
    const message = `${twice.file} is named for two reports, and the second would replace the first.`;
    return err({ code: 'file-twice', message });
  }
  const toStdout = specs.filter(({ file }) => file === undefined);
  if (toStdout.length < 2) return ok(specs);
  const names = toStdout.map(({ format }) => format).join(' and ');
  return err({
    code: 'stdout-twice',
    message: `${names} would both be printed; give all but one a file, as in ${toStdout[1]?.format}=FILE.`,
  });
}

function readOutput<Format extends string>(
  text: string,
  command: string,
  formats: readonly Format[],
): Result<OutputSpec<Format>, OutputSpecError> {
  const equals = text.indexOf('=');
  const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase();
  const format = formats.find((known) => known === name);
  if (format === undefined) {
    const meant = closest(name, formats);
    const hint = meant === undefined ? `It knows ${formats.join(', ')}.` : `Did you mean ${meant}?`;
    return err({ code: 'unknown-format', message: `${command} has no output format "${name}". ${hint}` });
  }
  if (equals === -1) return ok({ format });
  const file = text.slice(equals + 1);
  if (file === '') return err({ code: 'empty-file', message: `--output ${text} names no file after the =.` });
  return ok({ format, file });
}

/**
 * The format when none is named: the CI system's own where it reads the log. GitLab takes a file
 * (`--output gitlab=FILE`), so that its log gets the text for people.
 */
export function defaultFormat<Command extends ReportingCommand>(
  env: Readonly<Record<string, string | undefined>>,
  command: Command,
): CommandFormats[Command];
export function defaultFormat(
  env: Readonly<Record<string, string | undefined>>,
  command: ReportingCommand,
): AuditFormat {
  if (command === 'scan') return 'pretty';
  if (env.GITHUB_ACTIONS === 'true') return 'github';
  if (env.TF_BUILD?.toLowerCase() === 'true') return 'azure';
  return 'pretty';
}

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
  readonly code: 'unknown-format' | 'empty-file' | 'stdout-twice';
  /** One sentence for the user. */
  readonly message: string;
}

export interface CommandFormats {
  readonly scan: ScanFormat;
  readonly audit: AuditFormat;
}

const formatsOf: { readonly [Command in ReportingCommand]: readonly CommandFormats[Command][] } = {
  scan: scanFormats,
  audit: auditFormats,
};

/** Reads one `--output FORMAT[=FILE]`. */
export function parseOutputSpec<Command extends ReportingCommand>(
  text: string,
  command: Command,
): Result<OutputSpec<CommandFormats[Command]>, OutputSpecError> {
  const equals = text.indexOf('=');
  const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase();
  const formats = formatsOf[command];
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

/** Reads all `--output` options of a run; at most one of them may go to standard output. */
export function parseOutputSpecs<Command extends ReportingCommand>(
  texts: readonly string[],
  command: Command,
): Result<readonly OutputSpec<CommandFormats[Command]>[], OutputSpecError> {
  const specs: OutputSpec<CommandFormats[Command]>[] = [];
  for (const text of texts) {
    const parsed = parseOutputSpec(text, command);
    if (!parsed.ok) return parsed;
    specs.push(parsed.value);
  }
  const toStdout = specs.filter(({ file }) => file === undefined);
  if (toStdout.length < 2) return ok(specs);
  const names = toStdout.map(({ format }) => format).join(' and ');
  return err({
    code: 'stdout-twice',
    message: `${names} would both be printed; give all but one a file, as in ${toStdout[1]?.format}=FILE.`,
  });
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
  if (command !== 'audit') return 'pretty';
  if (env.GITHUB_ACTIONS === 'true') return 'github';
  if (env.TF_BUILD?.toLowerCase() === 'true') return 'azure';
  return 'pretty';
}

import { resolve } from 'node:path';
import type { AuditReport, FailOn, ScanReport } from '../audit/index.ts';
import { type ColorChoice, terminalWidth, usesColor, writeText } from '../host/index.ts';
import {
  ansiStyle,
  auditReporters,
  type CommandFormats,
  defaultFormat,
  type OutputSpec,
  parseOutputSpecs,
  plainStyle,
  type ReportingCommand,
  type ReportOptions,
  scanReporters,
} from '../report/index.ts';
import { CommandError } from './exit.ts';
import { version } from './version.ts';

/** The reports that a command was asked for; the CI system's own format when none was named. */
export function outputSpecs<Command extends ReportingCommand>(
  texts: readonly string[],
  command: Command,
): readonly OutputSpec<CommandFormats[Command]>[] {
  const specs = parseOutputSpecs(texts, command);
  if (!specs.ok) throw new CommandError(specs.error.message);
  return specs.value.length > 0 ? specs.value : [{ format: defaultFormat(process.env, command) }];
}

export function writeScan(
  report: ScanReport,
  specs: readonly OutputSpec<CommandFormats['scan']>[],
  color: ColorChoice,
): void {
  for (const { format, file } of specs) {
    emit(scanReporters[format](report, reportOptions(color, 'error', file)), file);
  }
}

export function writeAudit(
  report: AuditReport,
  specs: readonly OutputSpec<CommandFormats['audit']>[],
  color: ColorChoice,
  failOn: FailOn,
): void {
  for (const { format, file } of specs) {
    emit(auditReporters[format](report, reportOptions(color, failOn, file)), file);
  }
}

/** Whether standard output gets colours. */
function colorsOutput(color: ColorChoice): boolean {
  return usesColor({ choice: color, isTty: process.stdout.isTTY === true, env: process.env });
}

/** How a report is written to standard output, or to a file. */
export function reportOptions(color: ColorChoice, failOn: FailOn, file: string | undefined): ReportOptions {
  const toTerminal = file === undefined && process.stdout.isTTY === true;
  return {
    style: file === undefined && colorsOutput(color) ? ansiStyle : plainStyle,
    ...(toTerminal ? { width: terminalWidth(process.stdout, process.env) } : {}),
    version,
    failOn,
  };
}

/** Prints a text, or writes it to a file named by the user (relative to the working directory). */
export function emit(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  const written = writeText({ path: resolve(file), content: text, overwrite: true });
  if (!written.ok) throw new CommandError(`${file}: ${written.error.message}`);
}

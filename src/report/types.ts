import type { AuditReport, FailOn, ScanReport } from '../audit/index.ts';
import type { VerifyReport } from '../verify/index.ts';

/** How text is emphasised; every function returns its text unchanged where colour is not wanted. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

export interface ReportOptions {
  readonly style: Style;
  /** Columns of the terminal; undefined where lines are not to be wrapped, as in a file or a pipe. */
  readonly width?: number;
  /** Version of the program, for formats that name their tool. */
  readonly version: string;
  /** What counts as failed, for formats that know only passed and failed. */
  readonly failOn: FailOn;
}

/** The whole text of a report; it ends with a newline unless it is empty. Pure. */
export type Reporter<Report> = (report: Report, options: ReportOptions) => string;

export type ScanReporter = Reporter<ScanReport>;
export type AuditReporter = Reporter<AuditReport>;
export type VerifyReporter = Reporter<VerifyReport>;

export const scanFormats = ['pretty', 'json', 'markdown'] as const;
export type ScanFormat = (typeof scanFormats)[number];

export const auditFormats = [
  'pretty',
  'json',
  'sarif',
  'github',
  'gitlab',
  'azure',
  'junit',
  'markdown',
] as const;
export type AuditFormat = (typeof auditFormats)[number];

/** The commands that report what they found. */
export type ReportingCommand = 'scan' | 'audit' | 'verify';

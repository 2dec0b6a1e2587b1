import { auditAzure } from './audit-azure.ts';
import { auditGithub } from './audit-github.ts';
import { auditGitlab } from './audit-gitlab.ts';
import { auditJson } from './audit-json.ts';
import { auditJunit } from './audit-junit.ts';
import { auditMarkdown } from './audit-markdown.ts';
import { auditPretty } from './audit-pretty.ts';
import { auditSarif } from './audit-sarif.ts';
import { scanJson } from './scan-json.ts';
import { scanMarkdown } from './scan-markdown.ts';
import { scanPretty } from './scan-pretty.ts';
import type { AuditFormat, AuditReporter, ScanFormat, ScanReporter } from './types.ts';

/** Reports as text: one function for each command and format. Pure. */
export const scanReporters: Readonly<Record<ScanFormat, ScanReporter>> = {
  pretty: scanPretty,
  json: scanJson,
  markdown: scanMarkdown,
};

export const auditReporters: Readonly<Record<AuditFormat, AuditReporter>> = {
  pretty: auditPretty,
  json: auditJson,
  sarif: auditSarif,
  github: auditGithub,
  gitlab: auditGitlab,
  azure: auditAzure,
  junit: auditJunit,
  markdown: auditMarkdown,
};

export {
  type CommandFormats,
  defaultFormat,
  type OutputSpec,
  type OutputSpecError,
  parseOutputSpecs,
  readOutputs,
} from './output-spec.ts';
export { helmSentence } from './shared/helm.ts';
export { ansiStyle, plainStyle } from './shared/style.ts';
export { printable } from './shared/text.ts';
export {
  type AuditFormat,
  type AuditReporter,
  auditFormats,
  type Reporter,
  type ReportingCommand,
  type ReportOptions,
  type ScanFormat,
  type ScanReporter,
  type Style,
  scanFormats,
  type VerifyReporter,
} from './types.ts';
export { type Explained, type PlaceIn, whyText } from './why.ts';

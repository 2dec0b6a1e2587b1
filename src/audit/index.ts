/** Judging what was found: the checks, their findings, the comments that take findings out, and the verdict. Pure. */
export { type AuditInput, audit } from './audit.ts';
export { checkIndexPage, checkPage, oneLine } from './check-page.ts';
export { checks } from './checks/index.ts';
export type { Check, CheckDocs, CheckExample, EntryProblem, RuleProblem } from './checks/types.ts';
export { closest } from './closest.ts';
export { findCheck, type UnknownCheck } from './find-check.ts';
export { ruleProblems } from './rule-problems.ts';
export { outcomes, pulls } from './summary.ts';
export { type IgnoreDirective, ignoreDirectives } from './suppress/index.ts';
export type {
  AuditedUse,
  AuditReport,
  AuditSettings,
  AuditSummary,
  CheckId,
  CheckLevel,
  FailOn,
  FileCounts,
  Finding,
  Outcome,
  OutcomeCount,
  ScanReport,
  Severity,
  SkippedFile,
  SuppressedFinding,
  UnusedSuppression,
} from './types.ts';
export { fails, verdict } from './verdict.ts';

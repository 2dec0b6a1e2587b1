import type { CacheRule, Decision } from '../cache/types.ts';
import type { HelmComparison } from '../sources/helm/chart-comparison.ts';
import type { Confidence, ImageUse, ObjectIdentity, UnresolvedUse } from '../sources/image-use.ts';
import type { Location } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a check's findings count as; `off` keeps the check from running. */
export type CheckLevel = Severity | 'off';

/** The lowest severity that makes a run fail, itself included; `never`: findings are reported only. */
export type FailOn = Severity | 'never';

/** Stable for ever: an identifier is never given to another check. */
export type CheckId =
  | 'PT001'
  | 'PT002'
  | 'PT003'
  | 'PT004'
  | 'PT005'
  | 'PT006'
  | 'PT007'
  | 'PT008'
  | 'PT009'
  | 'PT010'
  | 'PT011'
  | 'PT012'
  | 'PT013'
  | 'PT014'
  | 'PT015'
  | 'PT016'
  | 'PT017'
  | 'PT018';

/** One image use with what the cache does with it. */
export interface AuditedUse {
  readonly use: ImageUse;
  readonly decision: Decision;
  /** The kustomization that rewrites this use to the cache when it is built: the manifest's text is not what is pulled. */
  readonly redirectedBy?: string;
  /** What the lock file of `pin` records for its tag, where the use names no digest itself. */
  readonly locked?: string;
}

/** A file that was not read, or not whole. */
export interface SkippedFile {
  readonly file: string;
  /** One sentence. */
  readonly reason: string;
  /** Where in the file, when the rest of it was read. */
  readonly line?: number;
  readonly column?: number;
}

export interface FileCounts {
  /** Files that the walk offered. */
  readonly seen: number;
  /** Files that were recognised and read. */
  readonly read: number;
}

/** What a scan finds, before anything is judged. */
export interface ScanReport {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly skipped: readonly SkippedFile[];
  readonly files: FileCounts;
  /** Only where it was asked for. */
  readonly helm?: HelmComparison;
}

/** A check's verdict at one place, or about the configuration as a whole. */
export interface Finding {
  readonly check: CheckId;
  readonly slug: string;
  readonly severity: Severity;
  /** The file of the use, or the configuration file; absent when the configuration has no file. */
  readonly file?: string;
  /** Absent for what concerns the configuration as a whole. */
  readonly location?: Location;
  /** What is the matter: one sentence that names the normalised reference. */
  readonly message: string;
  /** Why it matters; the same for all findings of a check. */
  readonly why: string;
  /** What to do: the edit or the command. */
  readonly help: string;
  /** The normalised reference. */
  readonly image?: string;
  /** The reference that is served by the cache. */
  readonly cached?: string;
  /** The rule the finding is about: the one that serves the image, or the one that would. */
  readonly rule?: CacheRule;
  /** Absent for what concerns the configuration. `possible` findings never fail a run. */
  readonly confidence?: Confidence;
  readonly object?: ObjectIdentity;
  /** Field path of the use. */
  readonly path?: string;
  /** The condition under which the image is pulled, where there is one. */
  readonly when?: string;
  /** 16 hexadecimal digits; the same after lines move, different for every finding of a report. */
  readonly fingerprint: string;
}

/** A finding that an inline comment takes out of the verdict. */
export interface SuppressedFinding {
  readonly finding: Finding;
  /** Line of the comment, in the finding's file. */
  readonly line: number;
  readonly reason?: string;
}

/** A `pullthrough-ignore` comment that took nothing out: the finding it was written for is gone, or never was. */
export interface UnusedSuppression {
  readonly file: string;
  readonly line: number;
  /** The checks it names and that found nothing; empty when it names none. */
  readonly checks: readonly string[];
}

/** What becomes of the image uses: a covered use counts as `redirected` where a kustomization sends it to the cache. */
export type Outcome = Decision['status'] | 'redirected' | 'unresolved';

export interface OutcomeCount {
  readonly uses: number;
  /** Distinct normalised references. */
  readonly images: number;
}

export interface AuditSummary {
  /** Uses that pull or build; what is only pushed or mentioned is not counted. */
  readonly outcomes: Readonly<Record<Outcome, OutcomeCount>>;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
}

export interface AuditReport {
  readonly uses: readonly AuditedUse[];
  readonly unresolved: readonly UnresolvedUse[];
  /** In the order of file, line, column, check; what concerns the configuration stands last. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unusedSuppressions: readonly UnusedSuppression[];
  readonly skipped: readonly SkippedFile[];
  readonly files: FileCounts;
  readonly summary: AuditSummary;
  /** Only where it was asked for. */
  readonly helm?: HelmComparison;
}

export interface AuditSettings {
  /** Levels that differ from the checks' own. */
  readonly levels: Readonly<Partial<Record<CheckId, CheckLevel>>>;
  /** Where findings about the rules are shown; relative to the root, with `/`. */
  readonly configFile?: string;
}

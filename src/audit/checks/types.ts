import type { CacheRegistry, CacheRule } from '../../cache/types.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { Location } from '../../text/span.ts';
import type { AuditedUse, CheckId, CheckLevel, Severity } from '../types.ts';

/** Something that the cache layer says about the rules themselves, whatever is pulled. */
export interface RuleProblem {
  /** The rules concerned. */
  readonly rules: readonly CacheRule[];
  /** What, why, and what to do. */
  readonly message: string;
  /** `warning` where ACR takes the rule all the same; absent: an error. */
  readonly severity?: 'error' | 'warning';
}

/** A place in a kustomization, or in what one builds, at which kustomize does not do what the kustomization says. */
export interface EntryProblem {
  readonly code: 'invalid' | 'hidden' | 'unmatched' | 'breaks-build' | 'tag-in-name' | 'not-enabled';
  readonly place: EntryPlace;
  /** What and why, one sentence. */
  readonly message: string;
}

interface EntryPlace extends Location {
  readonly file: string;
  /** `images[0].name`; empty where the place is no field of a kustomization. */
  readonly path: string;
  /** What the place is told from others by when lines move. */
  readonly value: string;
}

/** Everything a check may look at. */
export interface CheckContext {
  readonly uses: readonly AuditedUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly registry: CacheRegistry;
  /** Rules that ACR would refuse, by name, form, or because of each other. */
  readonly conflicts: readonly RuleProblem[];
  /** Rules whose upstream wants a credential set that they do not have. */
  readonly missingCredentials: readonly RuleProblem[];
  /** What is wrong with the `images:` entries and the plugins of kustomizations. */
  readonly entryProblems: readonly EntryProblem[];
}

/** What a violation is about; it gives the place, the confidence and the identity of the finding. */
export type Subject =
  | { readonly kind: 'use'; readonly use: ImageUse }
  | { readonly kind: 'unresolved'; readonly use: UnresolvedUse }
  | { readonly kind: 'entry'; readonly use: EntryPlace }
  | { readonly kind: 'rules'; readonly rules: readonly CacheRule[] };

export interface Violation {
  readonly subject: Subject;
  readonly message: string;
  readonly help: string;
  /** Set where this one is less grave than the check's level; never makes it graver. */
  readonly atMost?: Severity;
  readonly cached?: string;
  readonly rule?: CacheRule;
}

export interface CheckExample {
  /** Language of the code fences: `yaml`, `dockerfile`, `text`. */
  readonly language: string;
  /** What the reader has to know first: the rules that exist. One or two sentences. */
  readonly given: string;
  /** Text that the check reports. */
  readonly bad: string;
  /** The same place after the fix. */
  readonly good: string;
}

/** The check's page: docs/checks and `pullthrough explain` print it. Markdown, without headings. */
export interface CheckDocs {
  readonly what: string;
  readonly why: string;
  readonly example: CheckExample;
  readonly fix: string;
  readonly references: readonly { readonly title: string; readonly url: string }[];
}

/** One thing that can be wrong. Pure: the context in, the violations out, in the order of the uses. */
export interface Check {
  readonly id: CheckId;
  /** Kebab case; accepted wherever the identifier is. */
  readonly slug: string;
  /** A few words, as a heading. */
  readonly title: string;
  readonly level: CheckLevel;
  /** Findings about rules have no line in a file, so that no comment can take them out. */
  readonly about: 'images' | 'rules';
  /** One sentence for every finding: why it matters. */
  readonly why: string;
  readonly docs: CheckDocs;
  readonly run: (context: CheckContext) => readonly Violation[];
}

import type { Severity } from '../../audit/index.ts';
import type { Location } from '../../text/span.ts';

/** Something that is wrong at a place, as the formats of CI systems print it: a finding of the audit is one, and an image that does not pull. */
export interface Problem {
  /** `PT001` */
  readonly check: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly file?: string;
  readonly location?: Location;
  /** What is the matter. */
  readonly message: string;
  /** What to do. */
  readonly help: string;
  /** 16 hexadecimal digits, different for every problem of a report. */
  readonly fingerprint: string;
}

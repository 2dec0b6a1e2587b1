/** Why a file or directory was not read. */
export type SkipCode = 'unreadable' | 'not-a-file' | 'outside-link' | 'too-large' | 'binary';

/** Something that was not read, and the reason: no file is left out in silence. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly code: SkipCode;
  /** One sentence in lower case, without the path: `permission denied (EACCES)`. */
  readonly reason: string;
}

export function skipped(code: SkipCode, reason: string): Skipped {
  return { kind: 'skipped', code, reason };
}

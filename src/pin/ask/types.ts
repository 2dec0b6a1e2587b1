import type { ImageReference } from '../../image/index.ts';
import type { RegistryErrorCode } from '../../registry/index.ts';
import type { TagAnswer } from '../types.ts';

export interface TagQuestion {
  /** As the registry names it that is asked; it has a tag. */
  readonly asked: ImageReference;
  /** What is known of the tag already: what it names still need not be asked for again. */
  readonly known?: TagAnswer;
}

/**
 * What the registry client reports, and:
 * - `schema-1`: a Docker manifest of schema 1, which clients of today do not pull.
 * - `content`: an index that is none.
 */
export type AskErrorCode = RegistryErrorCode | 'schema-1' | 'content';

export interface AskError {
  readonly code: AskErrorCode;
  /** One sentence; it quotes the registry's own answer where there was one. */
  readonly message: string;
  readonly retryAfterMs?: number;
  /** Nothing was asked for this tag: another one's answer said that it would be in vain. */
  readonly skipped?: true;
}

/** The registry did not come to answer the question: another time it may. */
export function isUnanswered({ code }: AskError): boolean {
  return ['network', 'tls', 'timeout', 'aborted', 'rate-limited', 'unavailable'].includes(code);
}

import { createHash } from 'node:crypto';

/** Stands for a text in a path: no text that a client or an upstream chose becomes part of one. */
export function hashedName(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

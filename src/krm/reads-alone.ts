/** A line that only an object has; the source of manifests asks for the same. */
const KIND = /^[ \t]*["']?kind["']?[ \t]*:/m;

/** Neither an object nor anything else: comments, blank lines, the marker of a document. */
const NOTHING = /^(?:(?:---)?[ \t]*(?:#[^\n]*)?(?:\n|$))*$/;

/**
 * Whether a stretch of a stream, read by itself, is either an object or nothing. Of anything else only the whole stream
 * can tell whether it is broken.
 */
export function readsAlone(part: string): boolean {
  return (part.includes('apiVersion') && KIND.test(part)) || NOTHING.test(part);
}

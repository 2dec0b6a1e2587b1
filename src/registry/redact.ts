/** Removes secrets from text that somebody else wrote before it becomes part of an error. */
export interface Redactor {
  /** Remembers a secret; texts that quote it, also in base64 or percent-encoded, are cleaned from then on. */
  protect(secret: string): void;
  clean(text: string): string;
}

/** Shorter texts would blank out half of every message; no registry gives out such passwords. */
const shortestSecret = 3;
const capacity = 512;
const blank = '***';

const patterns: readonly (readonly [RegExp, string])[] = [
  // Credentials in the authority of a URL, and its query, which is where storage services put signatures.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"']{1,2000}@/gi, `$1${blank}@`],
  [/(\bhttps?:\/\/[^\s?#"']{1,2000})\?[^\s"']{1,8000}/gi, `$1?${blank}`],
  [/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, `$1 ${blank}`],
  // A JSON Web Token begins with the base64 of `{"`.
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){1,2}/g, blank],
];

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  const remember = (secret: string): void => {
    if (secret.length < shortestSecret) return;
    secrets.delete(secret);
    secrets.add(secret);
    if (secrets.size <= capacity) return;
    for (const oldest of secrets) {
      secrets.delete(oldest);
      return;
    }
  };
  return {
    protect: (secret) => {
      remember(secret);
      remember(encodeURIComponent(Buffer.from(secret).toString()));
      remember(Buffer.from(secret).toString('base64'));
    },
    clean: (text) => {
      let cleaned = text;
      // The longest first: a secret may be part of another one.
      for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
        cleaned = cleaned.replaceAll(secret, blank);
      }
      for (const [pattern, replacement] of patterns) cleaned = cleaned.replaceAll(pattern, replacement);
      return cleaned;
    },
  };
}

import { minNameLength } from './rule.ts';

/** Azure takes 50 characters, the Terraform provider azurerm 49. */
const longest = 49;

/**
 * A name for a rule or credential set, free of those taken (asked for in lower case): the words in lower case with
 * hyphens between, with a hash of `identity` where they had to be cut or the name is taken. It depends on
 * nothing else, so that it stays the same from plan to plan.
 */
export function freeName(
  words: string,
  fallback: string,
  identity: string,
  taken: (name: string) => boolean,
): string {
  const short = hyphenated(words);
  const whole = short.length < minNameLength ? hyphenated(fallback) : short;
  if (whole.length <= longest && whole.length >= minNameLength && !taken(whole)) return whole;
  const hash = fnv1a(identity);
  const hashed = withSuffix(whole, hash);
  if (!taken(hashed)) return hashed;
  for (let count = 2; ; count++) {
    const counted = withSuffix(whole, `${hash}-${count}`);
    if (!taken(counted)) return counted;
  }
}

function withSuffix(name: string, suffix: string): string {
  const kept = name.slice(0, longest - suffix.length - 1).replace(/-$/, '');
  return kept === '' ? suffix : `${kept}-${suffix}`;
}

function hyphenated(words: string): string {
  return words
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-');
}

/** FNV-1a, 32 bits, in hexadecimal: short and the same everywhere; nothing here is secret. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

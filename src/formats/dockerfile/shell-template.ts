import { knownText, outsideText, type Value } from './shell-value.ts';

/**
 * What `${x//pattern/replacement}` writes for a match. BuildKit passes the replacement to Go's `ReplaceAllString`, in
 * which `$0` stands for the match, any other `$name` for nothing and `$$` for a dollar sign.
 */
export function expandTemplate(replacement: Value, match: string): Value {
  const text = knownText(replacement);
  if (!text.includes('$')) return replacement;
  return outsideText(
    text.replace(/\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu, (whole, bare, braced) => {
      if (whole === '$$') return '$';
      return /^0+$/.test(bare ?? braced) ? match : '';
    }),
  );
}

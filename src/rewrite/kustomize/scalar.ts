import type { ScalarStyle } from '../../formats/yaml/index.ts';

export type QuoteStyle = 'plain' | 'single' | 'double';

/** What is text for every YAML parser without quotes, inside flow collections too. */
const PLAIN = /^[A-Za-z][A-Za-z0-9._/@-]*(?::[A-Za-z0-9._/@-]+)*$/;

/** Words that YAML 1.1 reads as a boolean or as null (https://yaml.org/type/bool.html). */
const WORD = /^(?:y|yes|n|no|on|off|true|false|null)$/i;

/** A string as YAML 1.1 and 1.2 both read it, in the style that is asked for or, where that one can't, in one that can. */
export function formatScalar(value: string, style: QuoteStyle): string {
  if (style === 'plain' && PLAIN.test(value) && !WORD.test(value)) return value;
  if (/[^ -~]/.test(value)) return JSON.stringify(value);
  // In single quotes a backslash stands for itself, which keeps an expression readable.
  if (style === 'single' || (style === 'plain' && value.includes('\\')))
    return `'${value.replaceAll("'", "''")}'`;
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** The quotes that all of these use; plain when they differ. */
export function commonStyle(styles: readonly ScalarStyle[]): QuoteStyle {
  const [first] = styles;
  const quoted = first === 'single' || first === 'double';
  return quoted && styles.every((style) => style === first) ? first : 'plain';
}

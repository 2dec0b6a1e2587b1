import type { Word } from './types.ts';

/** How the arguments of an instruction stand: as text, as a JSON array of strings, or as one of other things. */
export type ArgumentForm = 'shell' | 'exec' | 'not-strings';

/** Arguments that look like a JSON array but are none are text: `[ -f x ] && y` (BuildKit, `parseMaybeJSON`). */
export function argumentForm(rest: Word): ArgumentForm {
  if (!rest.text.startsWith('[')) return 'shell';
  let value: unknown;
  try {
    value = JSON.parse(rest.text);
  } catch {
    return 'shell';
  }
  if (!Array.isArray(value)) return 'shell';
  return value.every((item) => typeof item === 'string') ? 'exec' : 'not-strings';
}

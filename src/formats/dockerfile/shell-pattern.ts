import { err, ok, type Result } from '../../result.ts';
import type { ShellError } from './shell-syntax.ts';

/** `*`: any text; `?`: one character; else the character itself. */
type Token = { readonly kind: 'star' | 'any' } | { readonly kind: 'character'; readonly character: string };

/** Longer than anybody writes; with the length of values it bounds the work. */
const MAX_PATTERN = 256;

export interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * A pattern of `${x#…}`, `${x%…}` and `${x/…/…}`: `*` and `?` are wildcards, there are no bracket expressions, and a
 * backslash (whatever the escape character is) takes `*`, `?`, `\`, `}` and `/` literally.
 */
export function parsePattern(pattern: string): Result<readonly Token[], ShellError> {
  const tokens: Token[] = [];
  if (pattern.length > MAX_PATTERN) {
    return err({ code: 'pattern', message: `a pattern of more than ${MAX_PATTERN} characters` });
  }
  for (let offset = 0; offset < pattern.length; offset++) {
    const character = pattern.charAt(offset);
    if (character === '\\') {
      const next = pattern.charAt(++offset);
      if (next === '' || !'*?\\}/'.includes(next)) {
        return err({ code: 'pattern', message: `invalid escape '\\${next}' in a pattern` });
      }
      tokens.push({ kind: 'character', character: next });
    } else if (character === '*') tokens.push({ kind: 'star' });
    else if (character === '?') tokens.push({ kind: 'any' });
    else tokens.push({ kind: 'character', character });
  }
  return ok(tokens);
}

/** How much of the beginning of the text the pattern matches; undefined where it does not match there. */
export function matchPrefix(tokens: readonly Token[], text: string, longest: boolean): number | undefined {
  return matchAt(tokens, text, 0, longest);
}

/** How much of the end of the text the pattern matches. */
export function matchSuffix(tokens: readonly Token[], text: string, longest: boolean): number | undefined {
  return matchAt([...tokens].reverse(), [...text.split('')].reverse().join(''), 0, longest);
}

/** The first match at or after `from`, the longest there. */
export function findMatch(tokens: readonly Token[], text: string, from: number): Match | undefined {
  const star = tokens.findIndex(({ kind }) => kind === 'star');
  const head = star === -1 ? tokens : tokens.slice(0, star);
  for (let start = from; start + head.length <= text.length; start++) {
    if (!head.every((token, index) => accepts(token, text[start + index]))) continue;
    const end = star === -1 ? start + head.length : matchAt(tokens, text, start, true);
    // What follows the star has less room after any later beginning.
    return end === undefined ? undefined : { start, end };
  }
  return undefined;
}

function accepts(token: Token, character: string | undefined): boolean {
  return token.kind === 'any' || (token.kind === 'character' && token.character === character);
}

/** Follows all ways through the pattern at once: never more than pattern times text steps. */
function matchAt(
  tokens: readonly Token[],
  text: string,
  start: number,
  longest: boolean,
): number | undefined {
  let active = new Uint8Array(tokens.length + 1);
  active[0] = 1;
  passStars(tokens, active);
  let end: number | undefined;
  for (let offset = start; ; offset++) {
    if (active[tokens.length] === 1) {
      end = offset;
      if (!longest) return end;
    }
    if (offset >= text.length) return end;
    const next = new Uint8Array(tokens.length + 1);
    let alive = false;
    for (const [index, token] of tokens.entries()) {
      if (active[index] !== 1) continue;
      if (token.kind === 'star') next[index] = 1;
      else if (accepts(token, text[offset])) next[index + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) return end;
    passStars(tokens, next);
    active = next;
  }
}

/** A star may match nothing. */
function passStars(tokens: readonly Token[], active: Uint8Array): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'star' && active[index] === 1) active[index + 1] = 1;
  }
}

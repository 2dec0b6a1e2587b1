import { isSpace } from './trim.ts';

export const isUpper = (character: string): boolean => /^\p{Lu}$/u.test(character);
export const isLower = (character: string): boolean => /^\p{Ll}$/u.test(character);

/** Go's `unicode.ToUpper`: of one character one, where JavaScript makes `SS` of `ß`. */
export function upper(character: string): string {
  return single(character.toUpperCase(), character);
}

export function lower(character: string): string {
  return single(character.toLowerCase(), character);
}

function single(mapped: string, otherwise: string): string {
  return [...mapped].length === 1 ? mapped : otherwise === 'İ' ? 'i' : otherwise;
}

function each(text: string, map: (character: string) => string): string {
  return Array.from(text, map).join('');
}

export function upperCase(text: string): string {
  return each(text, upper);
}

export function lowerCase(text: string): string {
  return each(text, lower);
}

/** Go's `strings.Title`: letters that begin a word; words are parted by what is no letter, digit, underscore or apostrophe. */
export function title(text: string): string {
  let before = ' ';
  return each(text, (character) => {
    const begins = isSeparator(before);
    before = character;
    return begins ? upper(character) : character;
  });
}

function isSeparator(character: string): boolean {
  if (character.charCodeAt(0) < 0x80) return !/^[A-Za-z0-9_]$/.test(character);
  return !/^[\p{L}\p{Nd}]$/u.test(character) && isSpace(character);
}

/** The first letter of every word small (goutils, Uncapitalize). */
export function untitle(text: string): string {
  let begins = true;
  return each(text, (character) => {
    if (isSpace(character)) {
      begins = true;
      return character;
    }
    const changed = begins ? lower(character) : character;
    begins = false;
    return changed;
  });
}

/** Small letters large and large ones small (goutils, SwapCase). */
export function swapCase(text: string): string {
  return each(text, (character) => {
    if (isUpper(character) || /^\p{Lt}$/u.test(character)) return lower(character);
    return isLower(character) ? upper(character) : character;
  });
}

/** White space of Unicode, which Go's `unicode.IsSpace` knows. */
const space = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';

const one = new RegExp(`^${space}$`);

export function isSpace(character: string): boolean {
  return one.test(character);
}

/** Go's `strings.TrimSpace`. */
export function trimSpace(text: string): string {
  return trimWhile(text, isSpace);
}

/** Go's `strings.Trim`: any of the characters, from both ends. */
export function trimCharacters(text: string, characters: string): string {
  const set = new Set(characters);
  return trimWhile(text, (character) => set.has(character));
}

function trimWhile(text: string, goes: (character: string) => boolean): string {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && goes(characters[start] ?? '')) start++;
  while (end > start && goes(characters[end - 1] ?? '')) end--;
  return characters.slice(start, end).join('');
}

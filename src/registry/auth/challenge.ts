/** One challenge of a WWW-Authenticate header: the scheme in lower case, the names of its parameters too. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** More than any server has reason to send; the rest of a longer header is not looked at. */
const maxLength = 16 * 1024;
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const token68 = /[0-9A-Za-z._~+/-]+=*/y;
const space = /[ \t]*/y;
const separators = /[ \t,]*/y;

/**
 * The challenges of a WWW-Authenticate header (RFC 9110, sections 11.2, 11.3 and 11.6.1): several in one field, quoted strings
 * with commas and escapes, empty list elements. A comma separates both parameters and challenges: a token that `=` follows is
 * a parameter, any other one begins a challenge. Where the text stops following the grammar, what was read before it is given.
 * Linear.
 */
export function parseChallenges(header: string | undefined): readonly Challenge[] {
  const text = (header ?? '').slice(0, maxLength);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;

  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const takeQuoted = (): string | undefined => {
    const pieces: string[] = [];
    for (let from = at + 1, i = from; i < text.length; i++) {
      if (text[i] === '"') {
        at = i + 1;
        pieces.push(text.slice(from, i));
        return pieces.join('');
      }
      if (text[i] !== '\\') continue;
      pieces.push(text.slice(from, i), text[i + 1] ?? '');
      i++;
      from = i + 1;
    }
    return undefined;
  };

  for (;;) {
    take(separators);
    if (at === text.length) return challenges;
    const name = take(token);
    if (name === '') return challenges;
    const afterName = at;
    take(space);
    const current = challenges.at(-1);
    if (text[at] === '=' && current !== undefined) {
      at++;
      take(space);
      const value = text[at] === '"' ? takeQuoted() : take(token);
      if (value === undefined) return challenges;
      const key = name.toLowerCase();
      // The first one counts: a second value under the same name is no parameter but a trick.
      if (!current.parameters.has(key)) current.parameters.set(key, value);
      continue;
    }
    challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
    if (at === afterName) continue;
    // A token68 (`Negotiate oYG…==`) stands alone up to the next comma; a parameter's name is followed by `=` and a value.
    const start = at;
    take(token68);
    take(space);
    if (at < text.length && text[at] !== ',') at = start;
  }
}

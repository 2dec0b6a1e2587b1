import { compileRegexp, matchRegexp, TooManySteps } from '../../regexp/index.ts';

/** Patterns of `.Files.Glob` (gobwas/glob, with `/` between names): one that is none matches everything, as in Helm. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const expression = expressionOf(pattern);
  const program = expression === undefined ? undefined : compileRegexp(`^(?s:${expression})$`);
  if (program === undefined || !program.ok) return () => true;
  return (path) => {
    try {
      return matchRegexp(program.value, path, { steps: 1_000_000 });
    } catch (thrown) {
      if (thrown instanceof TooManySteps) return false;
      throw thrown;
    }
  };
}

/** The pattern as a regular expression; undefined where it is not well formed. */
function expressionOf(pattern: string): string | undefined {
  let expression = '';
  let open = 0;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') expression += quoted(pattern.charAt(++at));
    else if (character === '*') {
      const isDouble = pattern.charAt(at + 1) === '*';
      while (pattern.charAt(at + 1) === '*') at++;
      expression += isDouble ? '.*' : '[^/]*';
    } else if (character === '?') expression += '[^/]';
    else if (character === '{') {
      expression += '(?:';
      open++;
    } else if (character === '}' && open > 0) {
      expression += ')';
      open--;
    } else if (character === ',' && open > 0) expression += '|';
    else if (character === '[') {
      const set = /^\[(!?)([^\]]+)\]/.exec(pattern.slice(at));
      if (set === null) return undefined;
      const [whole, not = '', members = ''] = set;
      const range = /^(.)-(.)$/s.exec(members);
      const inside = range === null ? quoted(members) : `${quoted(range[1] ?? '')}-${quoted(range[2] ?? '')}`;
      expression += `[${not && '^'}${inside}]`;
      at += whole.length - 1;
    } else expression += quoted(character);
  }
  return open === 0 ? expression : undefined;
}

function quoted(text: string): string {
  return text.replace(/[^\w/ ]/gu, (character) =>
    character.charCodeAt(0) < 0x80 ? `\\${character}` : character,
  );
}

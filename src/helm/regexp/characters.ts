import type { CharacterTest } from './types.ts';

const posix: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\x7f',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const perl: Readonly<Record<string, string>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };

function tester(source: string): CharacterTest {
  const pattern = new RegExp(source, 'u');
  return (point) => pattern.test(String.fromCodePoint(point));
}

/** `[[:alpha:]]`; undefined for a name that there is not. */
export function posixClass(name: string): CharacterTest | undefined {
  const characters = Object.hasOwn(posix, name) ? posix[name] : undefined;
  return characters === undefined ? undefined : tester(`^[${characters}]$`);
}

/** `\d`, `\S` and their kin, ASCII alone; undefined for another letter. */
export function perlClass(letter: string): CharacterTest | undefined {
  const characters = perl[letter.toLowerCase()];
  if (characters === undefined) return undefined;
  return tester(`^[${letter === letter.toLowerCase() ? '' : '^'}${characters}]$`);
}

/** `\pL`, `\p{Greek}`; undefined for a name that there is not. */
export function unicodeClass(name: string): CharacterTest | undefined {
  if (name === 'Any') return () => true;
  for (const property of [name, `Script=${name}`]) {
    try {
      if (/^\w+$/.test(name)) return tester(`^\\p{${property}}$`);
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
  }
  return undefined;
}

/** The test with large and small letters taken for one another. */
export function foldingCase(test: CharacterTest): CharacterTest {
  return (point) => {
    if (test(point)) return true;
    const character = String.fromCodePoint(point);
    return [character.toLowerCase(), character.toUpperCase()].some(
      (other) => other !== character && [...other].length === 1 && test(other.codePointAt(0) ?? 0),
    );
  };
}

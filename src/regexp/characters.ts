import { isWithin, perlClasses, posixClasses } from './classes.ts';
import type { CharacterTest } from './types.ts';

function tester(source: string): CharacterTest {
  const pattern = new RegExp(source, 'u');
  return (point) => pattern.test(String.fromCodePoint(point));
}

/** `[[:alpha:]]`; undefined for a name that there is not. */
export function posixClass(name: string): CharacterTest | undefined {
  const ranges = posixClasses.get(name);
  return ranges === undefined ? undefined : (point) => isWithin(ranges, point);
}

/** `\d`, `\S` and their kin, ASCII alone; undefined for another letter. */
export function perlClass(letter: string): CharacterTest | undefined {
  const ranges = perlClasses.get(letter.toLowerCase());
  if (ranges === undefined) return undefined;
  const wanted = letter === letter.toLowerCase();
  return (point) => isWithin(ranges, point) === wanted;
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

import { isUpper, lower, lowerCase, upper } from './letter-case.ts';
import { isSpace } from './trim.ts';

type WordKind = 'number' | 'upper' | 'letters' | 'connector' | 'punctuation' | 'other';

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const isConnector = (character: string): boolean =>
  character === '-' || character === '_' || isSpace(character);

/** `some_words` as `SomeWords` (xstrings, ToPascalCase): connectors at the front stay, and all but one
 * of a row; of nothing but connectors the last comes twice. */
export function pascalCase(text: string): string {
  const characters = [...text];
  const first = characters.findIndex((character) => !isConnector(character));
  if (first < 0) return text + (characters.at(-1) ?? '');
  let made = characters.slice(0, first).join('');
  let current = characters[first] ?? '';
  let afterUpper = isUpper(current);
  current = upper(current);
  for (let next of characters.slice(first + 1)) {
    const last = current;
    if (isConnector(next) && isConnector(last)) {
      made += last;
      current = next;
      continue;
    }
    if (isConnector(last)) {
      afterUpper = isUpper(next);
      next = upper(next);
    } else {
      if (afterUpper && isUpper(next)) next = lower(next);
      else afterUpper = false;
      made += last;
    }
    current = next;
  }
  return made + current;
}

/** `HTTPServer` as `http_server` or `http-server` (xstrings, ToSnakeCase and ToKebabCase). */
export function joinedWords(text: string, connector: '_' | '-'): string {
  const words = wordsOf(text);
  let made = '';
  let at = 0;
  const kind = (): WordKind | undefined => words[at]?.kind;
  const put = (word: Word | undefined): void => {
    if (word !== undefined)
      made +=
        word.kind === 'connector'
          ? connector.repeat([...word.text].length)
          : word.kind === 'upper'
            ? lowerCase(word.text)
            : word.text;
  };
  const putLetters = (): void => {
    while (kind() === 'letters' || kind() === 'number') put(words[at++]);
  };
  const connect = (): void => {
    const next = kind();
    if (next !== undefined && next !== 'connector' && next !== 'punctuation') made += connector;
  };
  while (at < words.length - 1) {
    const word = words[at++];
    if (word?.kind === 'connector') {
      put(word);
      continue;
    }
    put(word);
    if (word?.kind === 'punctuation') continue;
    if (word?.kind === 'number') {
      putLetters();
      connect();
    } else if (kind() !== 'number') connect();
    else if (at < words.length - 1) {
      const number = words[at++];
      if (kind() === 'letters') {
        made += connector;
        put(number);
        putLetters();
      } else put(number);
      connect();
    }
  }
  if (at < words.length) put(words[at]);
  return made;
}

const patterns: readonly (readonly [WordKind, RegExp])[] = [
  ['connector', /^[-_\s\u0085]+/u],
  ['punctuation', /^(?:(?![-_])\p{P})\p{P}*/u],
  ['upper', /^\p{Lu}{2,}(?![^\P{L}\p{Lu}])|^\p{Lu}+(?=\p{Lu}[^\P{L}\p{Lu}])|^\p{Lu}[^\P{L}\p{Lu}]*/u],
  ['letters', /^[^\P{L}\p{Lu}]+/u],
  ['number', /^\p{N}+/u],
  ['other', /^[^-_\s\u0085\p{L}\p{N}\p{P}]+/u],
];

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  for (let rest = text; rest !== ''; ) {
    const found = patterns
      .map(([kind, pattern]) => ({ kind, text: pattern.exec(rest)?.[0] ?? '' }))
      .find((word) => word.text !== '');
    const word = found ?? { kind: 'other', text: [...rest][0] ?? rest };
    words.push(word);
    rest = rest.slice(word.text.length);
  }
  return words;
}

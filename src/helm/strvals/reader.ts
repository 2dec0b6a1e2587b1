/** The characters of a `--set` argument. */
export interface Reader {
  /** Undefined at the end. */
  next(): string | undefined;
  /** Gives back what `next` gave. */
  back(): void;
  /** What is left. */
  rest(): string;
  skip(units: number): void;
}

export function createReader(text: string): Reader {
  let position = 0;
  let last = 0;
  return {
    next: () => {
      const point = text.codePointAt(position);
      last = position;
      if (point === undefined) return undefined;
      const character = String.fromCodePoint(point);
      position += character.length;
      return character;
    },
    back: () => {
      position = last;
    },
    rest: () => text.slice(position),
    skip: (units) => {
      position += units;
    },
  };
}

export interface Stretch {
  readonly text: string;
  /** The character that ended it, which is taken; undefined at the end of the argument. */
  readonly stop: string | undefined;
}

/** Reads up to one of `stops`; with `escapes` a backslash takes the meaning from the character behind it. */
export function readUntil(reader: Reader, stops: string, escapes: boolean): Stretch {
  let text = '';
  for (;;) {
    const character = reader.next();
    if (character === undefined || stops.includes(character)) return { text, stop: character };
    const plain = escapes && character === '\\' ? reader.next() : character;
    if (plain === undefined) return { text, stop: undefined };
    text += plain;
  }
}

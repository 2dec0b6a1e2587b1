import {
  failure,
  type Implementation,
  knownText,
  text,
  unknownIn,
  type Value,
} from '../../formats/expressions/index.ts';

/** What a function is worth without an argument, or with one that is not known. */
export function missing(value: Value | undefined): Value {
  if (value === undefined) return failure('an argument is missing');
  const reason = unknownIn(value);
  return reason === undefined
    ? failure('an argument is of another type')
    : { kind: 'unknown', unknown: reason };
}

/** A function of texts; what it changes stands nowhere any more. */
export function ofTexts(change: (text: string, ...others: readonly string[]) => string): Implementation {
  return (args) => {
    const [first] = args;
    const texts: string[] = [];
    for (const value of args) {
      const known = knownText(value);
      if (known === undefined) return missing(value);
      texts.push(known);
    }
    const [own, ...others] = texts;
    if (first === undefined || own === undefined) return missing(first);
    const changed = change(own, ...others);
    return changed === own && first.kind === 'string' ? first : text(changed);
  };
}

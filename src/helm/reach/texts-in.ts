import { type ListValue, nil, type TableValue, type Value } from '../values/value.ts';

/** A text, and the value that it is. */
export interface TextIn {
  readonly value: Value;
  readonly text: string;
}

/** The texts that tables and lists hold, by what they hold them in. */
export type KnownTexts = Map<object, readonly TextIn[]>;

/** Texts in lists and tables that are looked at: a whole values file can be an argument. */
const mostTexts = 5_000;

/** The texts that arguments are or hold; of tables and lists those alone that could be the wanted one. */
export function textsIn(args: readonly Value[], wanted: string, texts: KnownTexts): readonly TextIn[] {
  const found: TextIn[] = [];
  for (const arg of args) {
    if (arg.kind !== 'table' && arg.kind !== 'list') found.push({ value: arg, text: textOf(arg) });
    else
      for (const each of textsWithin(arg, texts))
        if (each.text.includes(wanted) || wanted.includes(each.text)) found.push(each);
  }
  return found;
}

function textsWithin(value: TableValue | ListValue, texts: KnownTexts): readonly TextIn[] {
  const owner = value.kind === 'table' ? value.entries : value.items;
  const known = texts.get(owner);
  if (known !== undefined) return known;
  const found: TextIn[] = [];
  let steps = mostTexts;
  const collect = (at: Value): void => {
    if (--steps < 0) return;
    if (at.kind === 'table')
      for (const key of [...at.entries.keys()].sort()) collect(at.entries.get(key) ?? nil);
    else if (at.kind === 'list') for (const item of at.items) collect(item);
    else {
      const text = textOf(at);
      if (text !== '') found.push({ value: at, text });
    }
  };
  collect(value);
  texts.set(owner, found);
  return found;
}

export function textOf(value: Value): string {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'bool':
    case 'int':
    case 'float':
      return String(value.value);
    default:
      return '';
  }
}

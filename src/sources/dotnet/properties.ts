import { childOf, type XmlElement, type XmlText } from '../../formats/xml/index.ts';
import type { Place } from '../../text/index.ts';
import { joined, type TextValue, unknownValue, usedBy } from '../text-values.ts';

/** What the properties of a project are read with. */
export interface Properties {
  readonly file: string;
  readonly groups: readonly XmlElement[];
  /** Values from the configuration. */
  readonly given: Readonly<Record<string, string>>;
}

const PROPERTY = /\$\(([\w.-]+)\)/g;

/** Properties of properties: a chain as long as anybody makes it. */
const DEEPEST = 10;

/** A text with the properties of its file put in. */
export function expanded(properties: Properties, { value, span, verbatim }: XmlText, depth = 0): TextValue {
  const { file } = properties;
  const placeAt = (start: number, end: number): Place => ({
    file,
    span: verbatim ? { start: span.start + start, end: span.start + end } : span,
  });
  const parts: TextValue[] = [];
  const literal = (start: number, end: number): void => {
    if (start >= end) return;
    const use = placeAt(start, end);
    const text = value.slice(start, end);
    parts.push({ fragments: [{ kind: 'text', text, place: verbatim ? use : undefined, use }], origin: [] });
  };
  let at = 0;
  for (const { 0: whole, 1: name = '', index } of value.matchAll(PROPERTY)) {
    literal(at, index);
    parts.push(propertyOf(properties, name, placeAt(index, index + whole.length), depth));
    at = index + whole.length;
  }
  literal(at, value.length);
  return joined(parts.map((part) => [part]))[0] ?? { fragments: [], origin: [] };
}

function propertyOf(properties: Properties, name: string, use: Place, depth: number): TextValue {
  const unknown = unknownValue(`property ${name} has no value here`, use, [name]);
  const given = properties.given[name];
  if (given !== undefined)
    return { fragments: [{ kind: 'text', text: given, place: undefined, use }], origin: [name] };
  const text = properties.groups.flatMap((group) => childOf(group, name)?.text ?? []).at(-1);
  if (text === undefined || depth > DEEPEST) return unknown;
  return usedBy([expanded(properties, text, depth + 1)], use, name)[0] ?? unknown;
}

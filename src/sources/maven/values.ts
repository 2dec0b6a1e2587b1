import { childOf, type XmlElement, type XmlText } from '../../formats/xml/index.ts';
import type { Fragment, Place } from '../../text/index.ts';
import { joined, type TextValue, unknownValue, usedBy } from '../text-values.ts';
import type { Project } from './project.ts';

/** What the texts of a place are worked out with. */
export interface Scope {
  readonly project: Project;
  /** The profile that the place belongs to: its properties come first. */
  readonly profile: XmlElement | undefined;
  /** Values from the configuration. */
  readonly given: Readonly<Record<string, string>>;
}

const PROPERTY = /\$\{([^${}\s]+)\}/g;

/** Properties of properties: a chain as long as anybody makes it. */
const DEEPEST = 10;

/** A text with its properties put in. */
export function expanded(scope: Scope, { source }: Project, text: XmlText, depth = 0): TextValue {
  const { value, span, verbatim } = text;
  const whole: Place = { file: source.path, span };
  const placeAt = (start: number, end: number): Place =>
    verbatim ? { file: source.path, span: { start: span.start + start, end: span.start + end } } : whole;
  const parts: TextValue[] = [];
  const literal = (start: number, end: number): void => {
    if (start >= end) return;
    const use = placeAt(start, end);
    const fragment: Fragment = {
      kind: 'text',
      text: value.slice(start, end),
      place: verbatim ? use : undefined,
      use,
    };
    parts.push({ fragments: [fragment], origin: [] });
  };
  let at = 0;
  for (const match of value.matchAll(PROPERTY)) {
    const end = match.index + match[0].length;
    literal(at, match.index);
    parts.push(propertyOf(scope, match[1] ?? '', placeAt(match.index, end), depth));
    at = end;
  }
  literal(at, value.length);
  return joined(parts.map((part) => [part]))[0] ?? { fragments: [], origin: [] };
}

function propertyOf(scope: Scope, name: string, use: Place, depth: number): TextValue {
  const given = scope.given[name.replace(/^env\./, '')];
  if (given !== undefined) {
    const fragment: Fragment = { kind: 'text', text: given, place: undefined, use };
    return { fragments: [fragment], origin: [name] };
  }
  const declared = depth > DEEPEST ? undefined : declarationOf(scope, name);
  if (declared === undefined) return unknownValue(`property ${name} has no value here`, use, [name]);
  const [value] = usedBy([expanded(scope, declared.project, declared.text, depth + 1)], use, name);
  return value ?? unknownValue(`property ${name} has no value here`, use, [name]);
}

interface Declaration {
  readonly project: Project;
  readonly text: XmlText;
}

/** Where a property has its value: the profile, the project, its parents. */
function declarationOf({ project, profile }: Scope, name: string): Declaration | undefined {
  const own = childOf(profile, 'properties', name);
  if (own !== undefined) return { project, text: own.text };
  const field = /^(?:project\.|pom\.)?(version|artifactId|groupId|name)$/.exec(name)?.[1];
  for (let at: Project | undefined = project; at !== undefined; at = at.parent()) {
    const found =
      childOf(at.root, 'properties', name) ??
      (field === undefined ? undefined : (childOf(at.root, field) ?? childOf(at.root, 'parent', field)));
    if (found !== undefined) return { project: at, text: found.text };
  }
  return undefined;
}

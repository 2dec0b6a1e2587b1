import { type Fragment, madeFragment, type Place } from '../../text/index.ts';
import { isEngineName } from '../commands/index.ts';
import { type JoinedText, joinText, piecesAt } from '../joined-text.ts';
import { isKnown, joined, knownOf, type TextValue, unknownValue, usedBy } from '../text-values.ts';
import type { MakeScope, MakeText } from './types.ts';

/** Variables within variables: more are written by nobody, and a variable can name itself. */
const DEEPEST = 12;

/** Characters that are expanded for one text, with what its variables hold. */
const MOST = 200_000;

interface Expansion {
  readonly scope: MakeScope;
  left: number;
}

/** The texts that a text of a makefile can be, with what its variables hold: several where a condition decides. */
export function expand(text: MakeText, scope: MakeScope): readonly TextValue[] {
  return joined(partsOf(text, { scope, left: MOST }, 0));
}

/** The stretches of a text, each with what it can be: one for what stands there, several for a variable. */
export function expandedParts(text: MakeText, scope: MakeScope): readonly (readonly TextValue[])[] {
  return partsOf(text, { scope, left: MOST }, 0);
}

function partsOf(text: MakeText, expansion: Expansion, depth: number): readonly (readonly TextValue[])[] {
  const source = joinText(text);
  expansion.left -= source.text.length;
  if (depth > DEEPEST || expansion.left < 0) return [[unknownValue('it is made of too many variables')]];
  if (!source.text.includes('$')) return [[{ fragments: text, origin: [] }]];
  const parts: (readonly TextValue[])[] = [];
  let at = 0;
  const literal = (end: number): void => {
    if (at < end) parts.push([{ fragments: piecesAt(source, { start: at, end }), origin: [] }]);
  };
  for (let index = source.text.indexOf('$'); index !== -1; index = source.text.indexOf('$', at)) {
    const next = source.text[index + 1];
    if (next === undefined) break;
    literal(index);
    at = endOfReference(source.text, index);
    if (next === '$')
      parts.push([{ fragments: piecesAt(source, { start: index + 1, end: index + 2 }), origin: [] }]);
    else parts.push(valuesAt(source, index, at, expansion, depth));
  }
  literal(source.text.length);
  return parts;
}

/** Behind `$x`, `$(…)` and `${…}`. */
function endOfReference(text: string, start: number): number {
  const opening = text[start + 1];
  const closing = opening === '(' ? ')' : opening === '{' ? '}' : undefined;
  if (closing === undefined) return start + 2;
  let open = 0;
  for (let at = start + 1; at < text.length && at - start < 4_000; at++) {
    if (text[at] === opening) open++;
    else if (text[at] === closing && --open === 0) return at + 1;
  }
  return start + 2;
}

function valuesAt(
  source: JoinedText,
  start: number,
  end: number,
  expansion: Expansion,
  depth: number,
): readonly TextValue[] {
  const use = placeOf(piecesAt(source, { start, end }));
  const long = end - start > 2;
  const inner = piecesAt(source, long ? { start: start + 2, end: end - 1 } : { start: start + 1, end });
  const written = source.text.slice(long ? start + 2 : start + 1, long ? end - 1 : end);
  const names = written.includes('$')
    ? joined(partsOf(inner, expansion, depth + 1))
        .filter(isKnown)
        .map(knownOf)
    : [written];
  const values = names.slice(0, 8).flatMap((name) => valuesOf(name, use, expansion, depth));
  return values.length > 0
    ? values
    : [unknownValue(`what $(${written.slice(0, 40)}) gives is known only when make runs`, use)];
}

function valuesOf(
  name: string,
  use: Place | undefined,
  expansion: Expansion,
  depth: number,
): readonly TextValue[] {
  const { scope } = expansion;
  if (!/^[\w./-]+$/.test(name)) return [];
  const given = Object.hasOwn(scope.given, name) ? scope.given[name] : undefined;
  const set = scope.variables.get(name) ?? [];
  const values =
    given === undefined
      ? set.flatMap(({ value, adds }) => (adds ? [] : joined(partsOf(value, expansion, depth + 1))))
      : [{ fragments: [madeFragment(given)], origin: [] }];
  // `DOCKER ?= $(shell command -v podman)`: which of them it is does not matter.
  if (isEngineName(name) && !values.some(isKnown))
    return [{ fragments: [madeFragment('docker')], origin: [] }];
  if (values.length === 0) return [unknownValue(`variable ${name} has no value here`, use, [name])];
  return use === undefined ? values : usedBy(values.slice(0, 16), use, name);
}

function placeOf(fragments: readonly Fragment[]): Place | undefined {
  const places = fragments.flatMap(({ use }) => use ?? []);
  const [first] = places;
  return (
    first && {
      file: first.file,
      span: { start: first.span.start, end: places.at(-1)?.span.end ?? first.span.end },
    }
  );
}

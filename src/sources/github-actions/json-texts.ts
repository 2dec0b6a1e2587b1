import { joinText, piecesAt } from '../joined-text.ts';
import { gradeOf, isUnmistakable } from '../reference-grade.ts';
import { isKnown, type TextValue } from '../text-values.ts';

const STRING = /"([^"\\\s]{1,600})"(?=\s*[,\]}])/g;

const NAMED = /image["']?\s*:\s*$/i;

/**
 * The images among the strings of a list or map in JSON, which some other workflow makes a matrix of: `["debian:12", "alpine:3"]`.
 * Where a name says that it is about images what looks like one is one, else what can be nothing else.
 */
export function imagesInJson(text: TextValue, named: boolean): readonly TextValue[] {
  const source = joinText(text.fragments);
  if (!/^\s*[[{]/.test(source.text) || !isKnown(text)) return [];
  return [...source.text.matchAll(STRING)].flatMap(({ 0: whole, 1: value = '', index }) => {
    const says = named || NAMED.test(source.text.slice(Math.max(0, index - 40), index));
    const grade = gradeOf(value);
    const tells =
      isUnmistakable(value) || (says && (grade === 'path' || grade === 'tagged' || grade === 'host'));
    if (!tells) return [];
    const fragments = piecesAt(source, { start: index + 1, end: index + whole.length - 1 });
    return [{ fragments, origin: text.origin }];
  });
}

import type { LookUp } from '../helm/reach/evaluate.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
import { changesIn, join } from './setting.ts';
import type { NamePart, Setting, Settings } from './types.ts';

/** Enough for every way in which a name of four parts can be cut at its slashes. */
const mostWays = 200;

/**
 * The ways to set the values of a name's parts so that it becomes another name, those that set the fewest first. Every part that has a
 * key is in each of them: what is not changed has to stay.
 */
export function distribute(parts: readonly NamePart[], wanted: string, lookUp: LookUp): readonly Settings[] {
  const ways: Settings[] = [];
  collect(parts, 0, wanted, 0, new Map(), ways, lookUp);
  const count = (way: Settings): number => changesIn(way).length;
  return ways.filter((way) => count(way) > 0).sort((a, b) => count(a) - count(b));
}

function collect(
  parts: readonly NamePart[],
  index: number,
  wanted: string,
  at: number,
  settings: Settings,
  ways: Settings[],
  lookUp: LookUp,
): void {
  const part = parts[index];
  if (ways.length >= mostWays) return;
  if (part === undefined) {
    if (at === wanted.length) ways.push(settings);
    return;
  }
  if (part.key === undefined) {
    if (wanted.startsWith(part.text, at))
      collect(parts, index + 1, wanted, at + part.text.length, settings, ways, lookUp);
    return;
  }
  const text = keyText(part.key);
  for (const end of endsFrom(wanted, at, part.text, parts[index + 1]?.text)) {
    const setting = settingOf(part, wanted.slice(at, end), lookUp);
    const joined = setting === undefined ? undefined : join(settings, new Map([[text, setting]]));
    if (joined !== undefined) collect(parts, index + 1, wanted, end, joined, ways, lookUp);
  }
}

/** Where a part may end: where it, or the next one, would be what it was, or at a slash; a registry alone before one with a path. */
function endsFrom(
  wanted: string,
  start: number,
  before: string,
  next: string | undefined,
): readonly number[] {
  const ends = new Set<number>();
  if (wanted.startsWith(before, start)) ends.add(start + before.length);
  for (let at = start; at <= wanted.length; at++) {
    const isAtSlash = at === wanted.length || wanted[at] === '/' || (at > start && wanted[at - 1] === '/');
    if (isAtSlash || (next !== undefined && wanted.startsWith(next, at))) ends.add(at);
  }
  return [...ends];
}

/** The text that a value has now; undefined for what is no text. */
export function rawOf(key: ValueKey, lookUp: LookUp): string | undefined {
  const current = lookUp(key);
  if (current === undefined || current.kind === 'nil') return '';
  return current.kind === 'string' ? current.value : undefined;
}

/** What gives a part another text; undefined where the value does not hold the text as it is. */
export function settingOf(
  { key, text, tail }: NamePart,
  changed: string,
  lookUp: LookUp,
): Setting | undefined {
  const raw = key === undefined ? undefined : rawOf(key, lookUp);
  if (key === undefined || raw === undefined) return undefined;
  const isChange = changed !== text;
  const written = text + tail;
  // Nothing is there yet: what stands in its place is of the template.
  if (raw === '')
    return { key, raw, edits: [{ at: 0, from: '', to: isChange ? changed + tail : '' }], isChange };
  const edits = placesOf(written, raw).map((at) => ({ at, from: written, to: changed + tail }));
  if (edits.length > 0) return { key, raw, edits, isChange };
  return isChange ? undefined : { key, raw, edits: [{ at: 0, from: raw, to: raw }], isChange };
}

/** Every place of a text within another one that is not a part of a longer name. */
function placesOf(text: string, within: string): readonly number[] {
  const places: number[] = [];
  if (text === '') return places;
  for (let at = within.indexOf(text); at !== -1; at = within.indexOf(text, at + text.length))
    if (!/[\w.-]$/.test(within.slice(0, at)) || text.startsWith('/')) places.push(at);
  return places;
}

import type { LookUp } from '../helm/reach/evaluate.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
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
  return ways.filter((way) => changes(way) > 0).sort((a, b) => changes(a) - changes(b));
}

function changes(settings: Settings): number {
  let count = 0;
  for (const { isChange } of settings.values()) if (isChange) count++;
  return count;
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
    const before = settings.get(text);
    if (setting === undefined || (before !== undefined && before.value !== setting.value)) continue;
    collect(parts, index + 1, wanted, end, new Map(settings).set(text, setting), ways, lookUp);
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

/** The whole value of a part's key that gives the part another text; undefined where that cannot be told. */
function settingOf({ key, text, tail }: NamePart, changed: string, lookUp: LookUp): Setting | undefined {
  if (key === undefined) return undefined;
  const raw = rawOf(key, lookUp);
  if (raw === undefined) return undefined;
  if (changed === text) return { key, value: raw, isChange: false };
  const written = text + tail;
  if (raw === '' || raw === written) return { key, value: changed + tail, isChange: true };
  const [before, after, more] = raw.split(written);
  if (before === undefined || after === undefined || more !== undefined || written === '') return undefined;
  return { key, value: before + changed + tail + after, isChange: true };
}

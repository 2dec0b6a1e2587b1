import type { LookUp } from '../helm/reach/evaluate.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { keyText } from '../helm/values/value-key.ts';
import type { Wish } from './choose.ts';
import { distribute, settingOf } from './distribute.ts';
import type { Probe } from './global-keys.ts';
import type { SeenImage } from './look.ts';
import type { Subject } from './prove.ts';
import { join, joinSettings, wayText } from './setting.ts';
import type { NamePart, Setting, Settings } from './types.ts';

/** What is asked of a chart's values. */
export interface Wishes {
  readonly wishes: readonly Wish[];
  /** What must not change. */
  readonly fixed: Settings;
  readonly images: ReadonlyMap<string, SeenImage>;
  /** Images whose values `--set` gives. */
  readonly set: ReadonlySet<string>;
}

export function wishesOf(
  { looks, exploration, given }: Subject,
  probed: Probe | undefined,
  isFor: (id: string) => boolean,
): Wishes {
  const wishes = new Map<string, Wish>();
  const fixed = new Map<string, Setting>();
  const images = new Map<string, SeenImage>();
  const set = new Set<string>();
  for (const [at, look] of looks.entries()) {
    for (const [index, seen] of look.images.entries()) {
      if (seen.fate === 'free' || seen.image.found.value.includes(UNKNOWN)) continue;
      const reached = isFor(seen.id) ? probed?.partsAt(at, index) : undefined;
      const parts = reached ?? seen.parts;
      const lookUp: LookUp =
        reached === undefined || probed === undefined ? exploration.lookUp : probed.lookUp;
      if (seen.fate === 'stays') {
        for (const part of parts) pin(part, exploration.lookUp, fixed);
        continue;
      }
      const id = seen.id;
      images.set(id, seen);
      const all = distribute(parts, seen.target, lookUp);
      const ways = all.filter(
        (way) => ![...way.values()].some(({ key, isChange }) => isChange && given.isSet(key)),
      );
      if (ways.length === 0 && all.length > 0) set.add(id);
      const before = wishes.get(id);
      // What is reached in one rendering and not in another is asked for in both ways.
      if (before === undefined) wishes.set(id, { id, ways });
      else if (probed !== undefined) wishes.set(id, { id, ways: together(before.ways, ways) });
    }
  }
  return { wishes: [...wishes.values()], fixed, images, set };
}

/** What a part is made of stays as it is. */
function pin(part: NamePart, lookUp: LookUp, fixed: Map<string, Setting>): void {
  const setting = settingOf(part, part.text, lookUp);
  if (setting === undefined) return;
  const text = keyText(setting.key);
  const before = fixed.get(text);
  fixed.set(text, before === undefined ? setting : (joinSettings(before, setting) ?? before));
}

/** The ways that serve for two renderings at once. */
function together(some: readonly Settings[], others: readonly Settings[]): readonly Settings[] {
  const joined = some.flatMap((one) => others.flatMap((other) => join(one, other) ?? []));
  const distinct = new Map(joined.map((way) => [wayText('', way), way]));
  return [...distinct.values()];
}

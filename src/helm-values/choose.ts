import type { Settings } from './types.ts';

/** An image to be renamed, with the ways to do it; the best first. */
export interface Wish {
  readonly id: string;
  readonly ways: readonly Settings[];
}

export interface Choice {
  /** By key: what everything that was granted needs, whether it changes the value or not. */
  readonly settings: Settings;
  readonly granted: ReadonlyMap<string, Settings>;
  /** No way of theirs gets along with the others. */
  readonly refused: readonly string[];
}

/** Of a search among ways; charts have some ten images that share a key. */
const mostSteps = 5_000;

/**
 * One way for every wish, so that no key is to have two values; `fixed` is what has to stay for images that are not renamed. What does not get
 * along with those before it is refused only when no other ways of those would do.
 */
export function choose(wishes: readonly Wish[], fixed: Settings): Choice {
  const granted: Wish[] = [];
  const refused: string[] = [];
  let ways: readonly Settings[] = [];
  let settings: Settings = fixed;
  for (const wish of [...wishes].sort((a, b) => a.ways.length - b.ways.length)) {
    const way = wish.ways.find((each) => fits(each, settings));
    const again = way === undefined ? search([...granted, wish], fixed) : undefined;
    if (way === undefined && again === undefined) {
      refused.push(wish.id);
      continue;
    }
    granted.push(wish);
    ways = again ?? (way === undefined ? ways : [...ways, way]);
    settings = ways.reduce((all, each) => joined(all, each), fixed);
  }
  const chosen = new Map<string, Settings>();
  granted.forEach(({ id }, index) => {
    const way = ways[index];
    if (way !== undefined) chosen.set(id, way);
  });
  return { settings, granted: chosen, refused };
}

function search(wishes: readonly Wish[], fixed: Settings): readonly Settings[] | undefined {
  let steps = mostSteps;
  const within = (index: number, settings: Settings): readonly Settings[] | undefined => {
    const wish = wishes[index];
    if (wish === undefined) return [];
    for (const way of wish.ways) {
      if (--steps < 0) return undefined;
      if (!fits(way, settings)) continue;
      const rest = within(index + 1, joined(settings, way));
      if (rest !== undefined) return [way, ...rest];
    }
    return undefined;
  };
  return within(0, fixed);
}

function fits(way: Settings, settings: Settings): boolean {
  for (const [key, { value }] of way) {
    const before = settings.get(key);
    if (before !== undefined && before.value !== value) return false;
  }
  return true;
}

function joined(settings: Settings, way: Settings): Settings {
  const all = new Map(settings);
  for (const [key, setting] of way) all.set(key, setting);
  return all;
}

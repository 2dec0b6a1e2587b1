import { join } from './setting.ts';
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
    const found = firstFit(wish, settings) ?? search([...granted, wish], fixed);
    if (found === undefined) {
      refused.push(wish.id);
      continue;
    }
    granted.push(wish);
    ways = found.isWhole ? found.ways : [...ways, ...found.ways];
    settings = found.settings;
  }
  const chosen = new Map<string, Settings>();
  granted.forEach(({ id }, index) => {
    const way = ways[index];
    if (way !== undefined) chosen.set(id, way);
  });
  return { settings, granted: chosen, refused };
}

interface Found {
  readonly ways: readonly Settings[];
  readonly settings: Settings;
  /** Whether the ways are those of all wishes. */
  readonly isWhole: boolean;
}

function firstFit({ ways }: Wish, settings: Settings): Found | undefined {
  for (const way of ways) {
    const joined = join(settings, way);
    if (joined !== undefined) return { ways: [way], settings: joined, isWhole: false };
  }
  return undefined;
}

function search(wishes: readonly Wish[], fixed: Settings): Found | undefined {
  let steps = mostSteps;
  const within = (index: number, settings: Settings): Found | undefined => {
    const wish = wishes[index];
    if (wish === undefined) return { ways: [], settings, isWhole: true };
    for (const way of wish.ways) {
      if (--steps < 0) return undefined;
      const joined = join(settings, way);
      const rest = joined === undefined ? undefined : within(index + 1, joined);
      if (rest !== undefined) return { ...rest, ways: [way, ...rest.ways] };
    }
    return undefined;
  };
  return within(0, fixed);
}

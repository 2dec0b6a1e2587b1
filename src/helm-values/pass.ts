import type { EngineError } from '../helm/engine/options.ts';
import type { LookUp } from '../helm/reach/evaluate.ts';
import { explore } from '../helm/reach/explore.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { keyText } from '../helm/values/value-key.ts';
import { ok, type Result } from '../result.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import { choose, type Wish } from './choose.ts';
import type { Fault } from './compare.ts';
import { distribute, rawOf } from './distribute.ts';
import { globalKeys, type Probe, probe } from './global-keys.ts';
import { type DecideAll, lookAt, type SeenImage } from './look.ts';
import { prove, type Subject } from './prove.ts';
import { allValues } from './render-again.ts';
import type { LeftCode, Setting, Settings } from './types.ts';

/** What a pass comes to. */
export interface PassResult {
  /** What is set. */
  readonly settings: Settings;
  readonly isInsecure: boolean;
  /** By the identifier of an image the keys that are set for it. */
  readonly granted: ReadonlyMap<string, readonly string[]>;
  readonly refused: ReadonlyMap<string, Refusal>;
}

export interface Refusal {
  readonly code: LeftCode;
  readonly reason: string;
}

export function openSubject(
  input: Omit<Subject, 'exploration' | 'looks'>,
  decideAll: DecideAll,
): Result<Subject, EngineError> {
  const { chart, given, options } = input;
  const explored = explore(chart, allValues(given), engineOptions(options));
  if (!explored.ok) return explored;
  return ok({ ...input, exploration: explored.value, looks: lookAt(explored.value, decideAll) });
}

/** The settings that rename every image that can be, proven; those that reach many images at once where there are any that do nothing else. */
export function pass(subject: Subject): PassResult {
  const single = attempt(subject, undefined);
  if (single.settings.size < 2 && single.refused.size === 0) return single;
  let best = single;
  for (const key of globalKeys(subject)) {
    const probed = probe(subject, key);
    if (probed === undefined) continue;
    const tried = attempt(subject, probed);
    if (isBetter(tried, best)) best = tried;
  }
  return best;
}

function isBetter(one: PassResult, other: PassResult): boolean {
  if (one.granted.size !== other.granted.size) return one.granted.size > other.granted.size;
  return one.settings.size < other.settings.size;
}

/** More rounds than it takes to leave out every key of the largest chart one by one. */
const mostRounds = 60;

function attempt(subject: Subject, probed: Probe | undefined): PassResult {
  const all = wishesOf(subject, probed);
  const bans: Bans = { pairs: new Set(), ways: new Set(), reasons: new Map() };
  let isInsecure = false;
  for (let round = 0; round < mostRounds; round++) {
    const wishes = all.wishes.map(({ id, ways }) => ({
      id,
      ways: ways.filter((way) => !isBanned(id, way, bans)),
    }));
    const open = wishes.filter(({ ways }) => ways.length > 0);
    const { granted, settings, refused } = choose(open, all.fixed);
    const changed = changesOf(settings, granted);
    const faults = changed.size === 0 ? [] : prove(subject, changed, new Set(granted.keys()), isInsecure);
    if (faults.length === 0)
      return {
        settings: changed,
        isInsecure: isInsecure && changed.size > 0,
        granted: new Map(
          [...granted].map(([id, way]) => [
            id,
            [...way].filter(([, { isChange }]) => isChange).map(([key]) => key),
          ]),
        ),
        refused: refusals(subject, wishes, new Set(refused), bans, all),
      };
    if (!isInsecure && faults.some(({ reason }) => reason.includes('allowInsecureImages'))) isInsecure = true;
    else ban(faults, changed, granted, bans, (one) => prove(subject, one, new Set(), isInsecure));
  }
  const refused = new Map(all.wishes.map(({ id }) => [id, gaveUp]));
  return { settings: new Map(), isInsecure: false, granted: new Map(), refused };
}

const gaveUp: Refusal = { code: 'unproven', reason: 'no values were found that change nothing else' };

function changesOf(settings: Settings, granted: ReadonlyMap<string, Settings>): Settings {
  const needed = new Set(
    [...granted.values()].flatMap((way) => [...way].filter(([, each]) => each.isChange).map(([key]) => key)),
  );
  return new Map([...settings].filter(([key]) => needed.has(key)));
}

interface Bans {
  /** `key=value`. */
  readonly pairs: Set<string>;
  /** An image's identifier, and one of its ways. */
  readonly ways: Set<string>;
  /** What was wrong, by what is banned. */
  readonly reasons: Map<string, string>;
}

function isBanned(id: string, way: Settings, bans: Bans): boolean {
  if (bans.ways.has(wayText(id, way))) return true;
  return [...way].some(([key, { value, isChange }]) => isChange && bans.pairs.has(`${key}=${value}`));
}

function wayText(id: string, way: Settings): string {
  return JSON.stringify([id, [...way].map(([key, { value }]) => [key, value])]);
}

/** Leaves out what has done wrong; where that is not to be seen, what does when it is alone; or else everything. */
function ban(
  faults: readonly Fault[],
  changed: Settings,
  granted: ReadonlyMap<string, Settings>,
  bans: Bans,
  proveAlone: (settings: Settings) => readonly Fault[],
): void {
  let isBlamed = false;
  const banPair = (key: string, value: string, reason: string): void => {
    bans.pairs.add(`${key}=${value}`);
    bans.reasons.set(`${key}=${value}`, reason);
    isBlamed = true;
  };
  for (const { kind, id, keys, reason } of faults) {
    const way = kind === 'image' && id !== undefined ? granted.get(id) : undefined;
    if (id !== undefined && way !== undefined) {
      bans.ways.add(wayText(id, way));
      bans.reasons.set(id, reason);
      isBlamed = true;
      continue;
    }
    for (const key of keys) {
      const setting = changed.get(key);
      if (setting !== undefined) banPair(key, setting.value, reason);
    }
  }
  if (isBlamed) return;
  const reason = faults[0]?.reason ?? '';
  for (const [key, setting] of changed) {
    const alone = proveAlone(new Map([[key, setting]]));
    if (alone.some((fault) => fault.kind !== 'image')) banPair(key, setting.value, reason);
  }
  if (isBlamed) return;
  for (const [key, { value }] of changed) banPair(key, value, reason);
}

interface Wishes {
  readonly wishes: readonly Wish[];
  /** What must not change. */
  readonly fixed: Settings;
  readonly images: ReadonlyMap<string, SeenImage>;
  /** Images whose values `--set` gives. */
  readonly set: ReadonlySet<string>;
}

function wishesOf({ looks, exploration, given }: Subject, probed: Probe | undefined): Wishes {
  const wishes = new Map<string, Wish>();
  const fixed = new Map<string, Setting>();
  const images = new Map<string, SeenImage>();
  const set = new Set<string>();
  for (const [at, look] of looks.entries()) {
    for (const [index, seen] of look.images.entries()) {
      if (seen.fate === 'free' || seen.image.found.value.includes(UNKNOWN)) continue;
      const reached = probed?.partsAt(at, index);
      const parts = reached ?? seen.parts;
      const lookUp: LookUp =
        reached === undefined || probed === undefined ? exploration.lookUp : probed.lookUp;
      if (seen.fate === 'stays') {
        for (const { key } of parts) {
          const value = key === undefined ? undefined : rawOf(key, exploration.lookUp);
          if (key !== undefined && value !== undefined)
            fixed.set(keyText(key), { key, value, isChange: false });
        }
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

/** The ways that serve for two renderings at once. */
function together(some: readonly Settings[], others: readonly Settings[]): readonly Settings[] {
  const isSame = (a: Settings, b: Settings): boolean =>
    [...a].every(([key, { value }]) => (b.get(key)?.value ?? value) === value);
  const joined = some.flatMap((one) =>
    others.filter((other) => isSame(one, other)).map((other): Settings => new Map([...one, ...other])),
  );
  const distinct = new Map(joined.map((way) => [wayText('', way), way]));
  return [...distinct.values()];
}

function refusals(
  { looks }: Subject,
  wishes: readonly Wish[],
  shared: ReadonlySet<string>,
  bans: Bans,
  all: Wishes,
): ReadonlyMap<string, Refusal> {
  const refused = new Map<string, Refusal>();
  for (const { id, ways } of wishes) {
    const before = all.wishes.find((wish) => wish.id === id)?.ways ?? [];
    if (shared.has(id)) refused.set(id, { code: 'shared', reason: sharedReason(id, ways, looks) });
    else if (all.set.has(id))
      refused.set(id, { code: 'set', reason: '--set gives its values, and no file is stronger' });
    else if (ways.length === 0 && before.length > 0)
      refused.set(id, { code: 'unproven', reason: bannedReason(id, before, bans) });
    else if (ways.length === 0)
      refused.set(id, { code: 'literal', reason: literalReason(all.images.get(id)) });
  }
  return refused;
}

function bannedReason(id: string, ways: readonly Settings[], bans: Bans): string {
  for (const way of ways) {
    for (const [key, { value, isChange }] of way) {
      const reason = isChange ? bans.reasons.get(`${key}=${value}`) : undefined;
      if (reason !== undefined) return `with ${key} set, ${reason}`;
    }
  }
  return bans.reasons.get(id) ?? gaveUp.reason;
}

function sharedReason(id: string, ways: readonly Settings[], looks: Subject['looks']): string {
  const keys = new Set(ways.flatMap((way) => [...way.keys()]));
  const isOther = (seen: SeenImage): boolean =>
    seen.id !== id && seen.parts.some(({ key }) => key !== undefined && keys.has(keyText(key)));
  const other = looks.flatMap(({ images }) => images).find(isOther);
  const [key = ''] =
    other === undefined
      ? keys
      : other.parts.flatMap((part) =>
          part.key === undefined || !keys.has(keyText(part.key)) ? [] : keyText(part.key),
        );
  return `${key} is also that of ${other?.image.found.value ?? 'another image'}, which needs another value`;
}

function literalReason(seen: SeenImage | undefined): string {
  const [keyed] = seen?.parts.flatMap(({ key }) => key ?? []) ?? [];
  return keyed === undefined
    ? 'no value changes its name: it is written in a template'
    : `${keyText(keyed)} changes a part of its name only: the rest is written in a template`;
}

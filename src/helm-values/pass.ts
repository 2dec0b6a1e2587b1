import type { EngineError } from '../helm/engine/options.ts';
import type { LookUp } from '../helm/reach/evaluate.ts';
import { explore } from '../helm/reach/explore.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
import { ok, type Result } from '../result.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import { choose, type Wish } from './choose.ts';
import type { Fault } from './compare.ts';
import { distribute, settingOf } from './distribute.ts';
import { emptyKeys, globalKeys, type Probe, probe } from './global-keys.ts';
import { type DecideAll, lookAt, type SeenImage } from './look.ts';
import { prove, type Subject } from './prove.ts';
import { allValues } from './render-again.ts';
import { changesIn, join, joinSettings, settingId } from './setting.ts';
import type { LeftCode, NamePart, Setting, Settings } from './types.ts';

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
  let best = attempt(subject, undefined, () => false);
  const literal = new Set([...best.refused].filter(([, { code }]) => code === 'literal').map(([id]) => id));
  if (best.settings.size < 2 && literal.size === 0) return best;
  const tryKeys = (keys: readonly ValueKey[], isFor: (id: string) => boolean): void => {
    const probed = keys.length === 0 ? undefined : probe(subject, keys);
    const tried = probed === undefined ? undefined : attempt(subject, probed, isFor);
    if (tried !== undefined && isBetter(tried, best)) best = tried;
  };
  if (literal.size > 0) tryKeys(emptyKeys(subject, literal), (id) => literal.has(id));
  for (const key of globalKeys(subject)) tryKeys([key], () => true);
  return best;
}

function isBetter(one: PassResult, other: PassResult): boolean {
  if (one.granted.size !== other.granted.size) return one.granted.size > other.granted.size;
  return one.settings.size < other.settings.size;
}

/** More rounds than it takes to leave out every key of the largest chart one by one. */
const mostRounds = 60;

function attempt(subject: Subject, probed: Probe | undefined, isFor: (id: string) => boolean): PassResult {
  const all = wishesOf(subject, probed, isFor);
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
  return changesIn(way).some((setting) => bans.pairs.has(settingId(setting)));
}

function wayText(id: string, way: Settings): string {
  return JSON.stringify([id, [...way.values()].map(settingId)]);
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
  const banKey = (key: string, reason: string): void => {
    for (const way of granted.values()) {
      const setting = way.get(key);
      if (setting?.isChange !== true) continue;
      bans.pairs.add(settingId(setting));
      bans.reasons.set(settingId(setting), reason);
      isBlamed = true;
    }
  };
  for (const { kind, id, keys, reason } of faults) {
    const way = kind === 'image' && id !== undefined ? granted.get(id) : undefined;
    if (id !== undefined && way !== undefined) {
      bans.ways.add(wayText(id, way));
      bans.reasons.set(id, reason);
      isBlamed = true;
    } else for (const key of keys) banKey(key, reason);
  }
  if (isBlamed) return;
  const reason = faults[0]?.reason ?? '';
  for (const [key, setting] of changed) {
    const alone = proveAlone(new Map([[key, setting]]));
    if (alone.some((fault) => fault.kind !== 'image')) banKey(key, reason);
  }
  if (isBlamed) return;
  for (const key of changed.keys()) banKey(key, reason);
}

interface Wishes {
  readonly wishes: readonly Wish[];
  /** What must not change. */
  readonly fixed: Settings;
  readonly images: ReadonlyMap<string, SeenImage>;
  /** Images whose values `--set` gives. */
  readonly set: ReadonlySet<string>;
}

function wishesOf(
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
    for (const setting of changesIn(way)) {
      const reason = bans.reasons.get(settingId(setting));
      if (reason !== undefined) return `with ${keyText(setting.key)} set, ${reason}`;
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

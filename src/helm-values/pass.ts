import type { EngineError } from '../helm/engine/options.ts';
import { explore } from '../helm/reach/explore.ts';
import { keyText, type ValueKey } from '../helm/values/value-key.ts';
import { ok, type Result } from '../result.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import { lookIntoWhole } from '../sources/helm/look-into.ts';
import { type Bans, ban, isBanned } from './bans.ts';
import { choose, type Wish } from './choose.ts';
import { emptyKeys, globalKeys, type Probe, probe } from './global-keys.ts';
import { type DecideAll, lookAt, type SeenImage } from './look.ts';
import { prove, type Subject } from './prove.ts';
import { allValues } from './render-again.ts';
import { changesIn, settingId } from './setting.ts';
import type { LeftCode, Settings } from './types.ts';
import { type Wishes, wishesOf } from './wishes.ts';

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
  const explored = explore(chart, allValues(given), engineOptions(options), lookIntoWhole);
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
    isInsecure ||= refusesElsewhere(subject, granted);
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
    else
      ban(faults, changed, granted, bans, (one) => prove(subject, one, grantedBy(one, granted), isInsecure));
  }
  const refused = new Map(all.wishes.map(({ id }) => [id, gaveUp]));
  return { settings: new Map(), isInsecure: false, granted: new Map(), refused };
}

/**
 * Whether a chart whose notes are not rendered with the given values has a word to say in them on where its images are from: one that is
 * off, or one that refuses these values for another reason.
 */
function refusesElsewhere({ looks, exploration }: Subject, granted: ReadonlyMap<string, Settings>): boolean {
  const refused = exploration.given.filter(
    ({ file, failure }) => file.kind === 'notes' && failure !== undefined,
  );
  const silent = new Set(refused.map(({ file }) => file.chartPath));
  const rendered = new Set(
    exploration.given.map(({ file }) => file.chartPath).filter((path) => !silent.has(path)),
  );
  return looks.some(({ rendering, images }) => {
    const path = rendering.file.chartPath;
    if (rendered.has(path) || !images.some(({ id }) => granted.has(id))) return false;
    const chart = exploration.subcharts.find((each) => each.path === path)?.chart;
    return chart?.templates.some(({ text }) => /insecureImages/i.test(text)) === true;
  });
}

const gaveUp: Refusal = { code: 'unproven', reason: 'no values were found that change nothing else' };

/** The images that some settings are enough for. */
function grantedBy(settings: Settings, granted: ReadonlyMap<string, Settings>): ReadonlySet<string> {
  const isEnough = (way: Settings): boolean => changesIn(way).every(({ key }) => settings.has(keyText(key)));
  return new Set([...granted].filter(([, way]) => isEnough(way)).map(([id]) => id));
}

function changesOf(settings: Settings, granted: ReadonlyMap<string, Settings>): Settings {
  const needed = new Set(
    [...granted.values()].flatMap((way) => [...way].filter(([, each]) => each.isChange).map(([key]) => key)),
  );
  return new Map([...settings].filter(([key]) => needed.has(key)));
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

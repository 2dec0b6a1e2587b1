import type { Fault } from './compare.ts';
import { changesIn, settingId, wayText } from './setting.ts';
import type { Settings } from './types.ts';

/** What has been tried and was wrong. */
export interface Bans {
  /** `key=value`. */
  readonly pairs: Set<string>;
  /** An image's identifier, and one of its ways. */
  readonly ways: Set<string>;
  /** What was wrong, by what is banned. */
  readonly reasons: Map<string, string>;
}

export function isBanned(id: string, way: Settings, bans: Bans): boolean {
  if (bans.ways.has(wayText(id, way))) return true;
  return changesIn(way).some((setting) => bans.pairs.has(settingId(setting)));
}

/** Leaves out what has done wrong; where that is not to be seen, what does when it is alone; or else everything. */
export function ban(
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

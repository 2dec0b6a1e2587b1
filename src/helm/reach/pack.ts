import { isTrue } from '../template/runtime.ts';
import { nil, type Value } from '../values/value.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';
import type { AssignedValue, Assignment } from './assignment.ts';
import { noAssignment } from './assignment.ts';
import type { Knowledge } from './solve.ts';
import { keysOf, reach, stillHolds, type Target } from './targets.ts';

/** A world to render, and the targets that it should reach. */
export interface Pack {
  readonly assignment: Assignment;
  readonly targets: readonly Target[];
  /** Those that contradict it, for another world. */
  readonly postponed: readonly Target[];
  /** Those that no assignment is known for. */
  readonly hopeless: readonly Target[];
  /** Whether something stands for values that only the user has. */
  readonly isOpen: boolean;
}

/**
 * Puts as many targets into one world as get along with each other. What switches something on comes first, by itself: what takes
 * something else away may keep it from being printed, and what stands for values that only the user has can break the manifest
 * that it is printed into.
 */
export function pack(targets: readonly Target[], knowledge: Knowledge): Pack {
  const ranks = targets.map((target) => rankOf(reach(target, noAssignment, knowledge), knowledge));
  const lowest = Math.min(...ranks);
  const made = packed(
    targets.filter((_, index) => ranks[index] === lowest),
    knowledge,
  );
  const later = targets.filter(
    (_, index) => (ranks[index] ?? lowest) > lowest && ranks[index] !== hopelessRank,
  );
  const hopeless = lowest === hopelessRank ? [] : targets.filter((_, index) => ranks[index] === hopelessRank);
  return {
    ...made,
    postponed: [...made.postponed, ...later],
    hopeless: [...made.hopeless, ...hopeless],
    isOpen: lowest === openRank,
  };
}

const openRank = 2;
const hopelessRank = 3;

/** Higher for what disturbs more. */
function rankOf(assignment: Assignment | undefined, { lookUp }: Knowledge): number {
  if (assignment === undefined) return hopelessRank;
  let rank = 0;
  for (const { key, value } of assignment.values.values()) {
    if (standsForMore(value)) return openRank;
    if (isTrue(lookUp(key) ?? nil)) rank = 1;
  }
  return rank;
}

function standsForMore(value: Value): boolean {
  if (value.kind === 'string') return value.unknown === true;
  return value.kind === 'list' ? value.items.length > 0 : value.kind === 'table';
}

function packed(targets: readonly Target[], knowledge: Knowledge): Omit<Pack, 'isOpen'> {
  let assignment = noAssignment;
  const taken: Target[] = [];
  const postponed: Target[] = [];
  const hopeless: Target[] = [];
  const byKey = new Map<string, Target[]>();
  for (const target of targets) {
    const next = reach(target, assignment, knowledge);
    if (next === undefined) {
      const alone = taken.length > 0 && reach(target, noAssignment, knowledge) !== undefined;
      (alone ? postponed : hopeless).push(target);
      continue;
    }
    const disturbed = next === assignment ? [] : affected(assignment, next, byKey);
    if (!disturbed.every((other) => stillHolds(other, next, knowledge))) {
      postponed.push(target);
      continue;
    }
    assignment = next;
    taken.push(target);
    remember(target, byKey);
  }
  return { assignment, targets: taken, postponed, hopeless };
}

function remember(target: Target, byKey: Map<string, Target[]>): void {
  const keys = new Map<string, ValueKey>();
  for (const { formula } of target.needs) keysOf(formula, keys);
  for (const text of keys.keys()) {
    const known = byKey.get(text);
    if (known === undefined) byKey.set(text, [target]);
    else known.push(target);
  }
}

/** The targets that hang on what an assignment has beyond another. */
function affected(
  before: Assignment,
  after: Assignment,
  byKey: ReadonlyMap<string, readonly Target[]>,
): readonly Target[] {
  const found = new Set<Target>();
  for (const [text, added] of after.values) {
    if (before.values.has(text)) continue;
    for (const target of hangingOn(added, byKey)) found.add(target);
  }
  return [...found];
}

function* hangingOn(
  { key, value }: AssignedValue,
  byKey: ReadonlyMap<string, readonly Target[]>,
): Generator<Target> {
  for (let at: ValueKey | undefined = key; at !== undefined; at = at.parent)
    yield* byKey.get(keyText(at)) ?? [];
  if (value.kind === 'bool' || value.kind === 'float') return;
  const prefix = keyText(key);
  for (const [text, targets] of byKey) {
    if (text.startsWith(prefix) && text !== prefix) yield* targets;
  }
}

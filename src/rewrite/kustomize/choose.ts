import { type ImageEntry, type LocatedEntry, matchesEntry, splitImage } from '../../kustomize/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { literalPattern, plainPattern, spellingPattern, spellingsIn } from './entry-name.ts';
import { type Flow, outcome } from './flows.ts';
import type { KustomizeImagesError, Spellings } from './types.ts';

/** What is done to the list of entries. */
export interface Choice {
  /** New names for existing entries, by their place in the list. */
  readonly merges: ReadonlyMap<number, string>;
  /** Entries behind the existing ones. */
  readonly added: readonly ImageEntry[];
  /** The whole list afterwards. */
  readonly result: readonly ImageEntry[];
}

/** Of one image, as many spellings in use as get one entry with a pattern. */
const MANY_SPELLINGS = 3;

/**
 * The fewest changes to the entries that give every flow what it wants. Where an entry for just this image sets only a tag
 * or a digest, the new name joins it: two entries for one name are collapsed by `kustomize edit set image`. Otherwise an
 * entry is added behind all others, for the name as it stands after them; an entry that renames is so never overwritten,
 * what it renames to is sent on.
 */
export function chooseEntries(
  existing: readonly LocatedEntry[],
  flows: readonly Flow[],
  spellings: Spellings,
): Result<Choice, KustomizeImagesError> {
  const wanted = renames(flows);
  let entries = existing.map(({ entry }) => entry);
  const merges = new Map<number, string>();
  for (const [name, newName] of wanted) {
    const index = mergeable(existing, name);
    const entry = entries[index];
    if (entry === undefined) continue;
    const candidate = entries.with(index, { ...entry, newName });
    if (!improves(candidate, entries, flows, name)) continue;
    entries = candidate;
    merges.set(index, newName);
  }
  const added = missing(entries, flows, spellings);
  const result = [...entries, ...added];
  const spoilt = flows.find((flow) => outcome(flow, result) !== flow.wanted);
  if (spoilt === undefined) return ok({ merges, added, result });
  const reason = `the entries that are there turn ${spoilt.before} into ${outcome(spoilt, result)}, not ${spoilt.wanted}`;
  return err({ code: 'conflict', reason });
}

function renames(flows: readonly Flow[]): ReadonlyMap<string, string> {
  const pairs = flows.flatMap(({ rename }) =>
    rename === undefined ? [] : [[rename.name, rename.newName] as const],
  );
  return new Map(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The last entry that is for just this image and does not rename; -1 when there is none that can be edited. */
function mergeable(existing: readonly LocatedEntry[], name: string): number {
  return existing.findLastIndex(({ entry, via, node, texts }) => {
    const editable = via === undefined && node.anchor === undefined && texts.name?.via === undefined;
    return editable && !entry.newName && spellingsIn(entry.name).includes(name);
  });
}

/** Whether every flow of this name gets what it wants, and every other one too or none of it. */
function improves(
  candidate: readonly ImageEntry[],
  entries: readonly ImageEntry[],
  flows: readonly Flow[],
  name: string,
): boolean {
  return flows.every((flow) => {
    const now = outcome(flow, candidate);
    return now === flow.wanted || (flow.rename?.name !== name && now === outcome(flow, entries));
  });
}

/** The entries that the flows still need. A `.` is escaped only in a name that would match another image of the root. */
function missing(
  entries: readonly ImageEntry[],
  flows: readonly Flow[],
  spellings: Spellings,
): readonly ImageEntry[] {
  const values = new Set(flows.map((flow) => outcome(flow, entries)));
  const needed = flows.filter((flow) => flow.rename !== undefined && outcome(flow, entries) !== flow.wanted);
  const left = [...renames(needed)];
  const patterns = spellings === 'each' ? new Map<string, string>() : patternsFor(left, spellings);
  const plainly = left.map(([name, newName]) => {
    const pattern = patterns.get(name);
    if (pattern !== undefined) return { name: pattern, newName };
    const plain = { name: plainPattern(name), newName };
    const tooMuch = [...values].some(
      (value) => splitImage(value).name !== name && matchesEntry(plain, value),
    );
    return tooMuch ? { name: literalPattern(name), newName } : plain;
  });
  return [...new Map(plainly.map((entry) => [entry.name, entry])).values()];
}

/** The patterns in place of names, by name. */
function patternsFor(
  names: readonly (readonly [name: string, newName: string])[],
  spellings: Spellings,
): ReadonlyMap<string, string> {
  const enough = spellings === 'pattern' ? 1 : MANY_SPELLINGS;
  const patterned = names.flatMap(([name, newName]) => {
    const pattern = spellingPattern(name);
    return pattern === undefined ? [] : [{ name, pattern, newName }];
  });
  const uses = (pattern: string): number => patterned.filter((other) => other.pattern === pattern).length;
  return new Map(
    patterned.filter(({ pattern }) => uses(pattern) >= enough).map(({ name, pattern }) => [name, pattern]),
  );
}

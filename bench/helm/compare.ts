import { isDeepStrictEqual } from 'node:util';
import { parseDocument } from 'yaml';
import type { Document } from './ours.ts';

/** One place in which two renderings differ; undefined where one of them has nothing. */
export interface Difference {
  readonly source: string;
  /** `kind/name` of the document, then the keys. */
  readonly at: string;
  readonly helm: unknown;
  readonly ours: unknown;
}

interface Parsed extends Document {
  readonly content: unknown;
}

/** The differences between two sets of documents, whatever their order; texts that mean the same YAML do not differ. */
export function differencesBetween(
  helm: readonly Document[],
  ours: readonly Document[],
): readonly Difference[] {
  const { left, right } = withoutEqual(helm, ours, ({ source, text }) => `${source}\n${text.trim()}`);
  if (left.length + right.length === 0) return [];
  const meaning = ({ source, content }: Parsed) => `${source}\n${JSON.stringify(content)}`;
  const parsed = withoutEqual(parseAll(left), parseAll(right), meaning);
  const differences: Difference[] = [];
  const { pairs, alone } = paired(parsed.left, parsed.right);
  for (const [each, other] of pairs)
    differences.push(...leavesBetween(each.source, nameOf(each), each.content, other?.content));
  for (const other of alone)
    differences.push({ source: other.source, at: nameOf(other), helm: undefined, ours: other.content });
  return differences;
}

/** Documents of one template belong together by name, or else, where names are random, by kind. */
function paired(left: readonly Parsed[], right: readonly Parsed[]) {
  const alone = [...right];
  const take = (fits: (other: Parsed) => boolean) => {
    const i = alone.findIndex(fits);
    return i < 0 ? undefined : alone.splice(i, 1)[0];
  };
  const named = left.map((each) => {
    const other = take((document) => document.source === each.source && nameOf(document) === nameOf(each));
    return [each, other] as const;
  });
  const pairs = named.map(([each, other]) => {
    const sameKind = ({ source, content }: Parsed) =>
      source === each.source && kindOf(content) === kindOf(each.content);
    return [each, other ?? take(sameKind)] as const;
  });
  return { pairs, alone };
}

function withoutEqual<T>(left: readonly T[], right: readonly T[], keyOf: (each: T) => string) {
  const counts = new Map<string, number>();
  for (const each of right) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  const matched = new Map<string, number>();
  const take = (each: T, from: Map<string, number>): boolean => {
    const count = from.get(keyOf(each)) ?? 0;
    if (count > 0) from.set(keyOf(each), count - 1);
    return count > 0;
  };
  const rest = left.filter((each) => {
    const found = take(each, counts);
    if (found) matched.set(keyOf(each), (matched.get(keyOf(each)) ?? 0) + 1);
    return !found;
  });
  return { left: rest, right: right.filter((each) => !take(each, matched)) };
}

/** Documents without content, such as a comment alone, are left out. */
function parseAll(documents: readonly Document[]): readonly Parsed[] {
  return documents
    .map((each) => ({ ...each, content: contentOf(each.text) }))
    .filter(({ content }) => content !== null);
}

function contentOf(text: string): unknown {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return { unreadable: text };
  return sorted(document.toJS({ maxAliasCount: -1 }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

const kindOf = (content: unknown): unknown => (content as { kind?: unknown }).kind;

function nameOf({ content }: Parsed): string {
  const { metadata } = content as { metadata?: { name?: unknown } };
  return `${kindOf(content) ?? ''}/${metadata?.name ?? ''}`;
}

function leavesBetween(source: string, at: string, helm: unknown, ours: unknown): readonly Difference[] {
  if (isDeepStrictEqual(helm, ours)) return [];
  if (!isObject(helm) || !isObject(ours) || Array.isArray(helm) !== Array.isArray(ours))
    return [{ source, at, helm, ours }];
  const keys = [...new Set([...Object.keys(helm), ...Object.keys(ours)])];
  return keys.flatMap((key) => leavesBetween(source, `${at} ${key}`, helm[key], ours[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Without what helm itself prints otherwise the next time: certificates, passwords, and their checksums. */
export function withoutRandom(
  differences: readonly Difference[],
  again: readonly Difference[],
): readonly Difference[] {
  const random = again.map(({ source, at }) => `${source}\n${at}`);
  return differences.filter(({ source, at }) => !random.includes(`${source}\n${at}`));
}

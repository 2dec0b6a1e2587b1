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
  const rest = [...parsed.right];
  const differences: Difference[] = [];
  for (const each of parsed.left) {
    const i = rest.findIndex((other) => other.source === each.source && nameOf(other) === nameOf(each));
    const [other] = i < 0 ? [] : rest.splice(i, 1);
    differences.push(...leavesBetween(each.source, nameOf(each), each.content, other?.content));
  }
  for (const other of rest)
    differences.push({ source: other.source, at: nameOf(other), helm: undefined, ours: other.content });
  return differences;
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

function nameOf({ content }: Parsed): string {
  const { kind = '', metadata } = content as { kind?: unknown; metadata?: { name?: unknown } };
  return `${kind}/${metadata?.name ?? ''}`;
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

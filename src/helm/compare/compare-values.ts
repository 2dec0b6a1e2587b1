import { formatPath, type PathSegment } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/index.ts';
import { writeJson } from '../functions/to-json.ts';
import { isTable, type Value } from '../values/value.ts';

/** Where two documents are not the same. */
export interface ValueDifference {
  /** `spec.replicas`; empty for the document as a whole. */
  readonly path: string;
  /** As JSON, cut off where long; undefined where it has nothing there. */
  readonly ours: string | undefined;
  readonly helm: string | undefined;
}

export interface ComparedValues {
  readonly differences: readonly ValueDifference[];
  /** Texts that only seem to differ: one of them is random, secret or of the clock. */
  readonly ignored: number;
}

/** The leaves at which two trees differ; numbers, booleans and texts are told apart, the order of keys is not. */
export function compareValues(ours: Value, helm: Value, isOpaque: (span: Span) => boolean): ComparedValues {
  const differences: ValueDifference[] = [];
  let ignored = 0;
  const report = (path: readonly PathSegment[], left: Value | undefined, right: Value | undefined): void => {
    if (left !== undefined && right !== undefined && isUnknown(left)) ignored++;
    else differences.push({ path: formatPath(path), ours: shown(left), helm: shown(right) });
  };
  const isUnknown = (value: Value): boolean =>
    !isNested(value) && value.place !== undefined && isOpaque(value.place.span);
  const compare = (path: readonly PathSegment[], left: Value | undefined, right: Value | undefined): void => {
    if (left?.kind === 'list' && right?.kind === 'list') {
      const length = Math.max(left.items.length, right.items.length);
      for (let index = 0; index < length; index++)
        compare([...path, index], left.items[index], right.items[index]);
    } else if (isTable(left) && isTable(right)) {
      for (const key of new Set([...left.entries.keys(), ...right.entries.keys()]))
        compare([...path, key], left.entries.get(key), right.entries.get(key));
    } else if (!isSameScalar(left, right)) report(path, left, right);
  };
  compare([], ours, helm);
  return { differences, ignored };
}

function isNested({ kind }: Value): boolean {
  return kind === 'list' || kind === 'table';
}

function isSameScalar(left: Value | undefined, right: Value | undefined): boolean {
  if (left?.kind !== right?.kind) return false;
  return left === undefined || !('value' in left) || left.value === (right as typeof left).value;
}

const longest = 300;

function shown(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return cut(writeJson(value, { escapeHtml: false }));
}

export function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

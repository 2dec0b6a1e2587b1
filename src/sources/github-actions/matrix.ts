import {
  field,
  fieldsOf,
  resolve,
  scalarText,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import { type DataNode, fileNode } from './node.ts';

/** One job of a matrix: the values of its keys. */
export type Combination = ReadonlyMap<string, DataNode>;

export interface Matrix {
  readonly combinations: readonly Combination[];
  /** Why there may be others: the matrix, or part of it, is made when the workflow runs. */
  readonly unknown?: string;
}

/** What an expression of the matrix stands for: a list or a map. */
export type Resolve = (node: DataNode) => DataNode | undefined;

/** GitHub runs no more jobs of one matrix. */
const MOST = 256;

const none: Matrix = { combinations: [new Map()] };

/** The combinations of `strategy.matrix` over the keys that are asked for, with `include` and `exclude` as GitHub applies them. */
export function matrixOf(
  source: SourceText,
  strategy: YamlValue | undefined,
  asked: ReadonlySet<string>,
  evaluate: Resolve,
): Matrix {
  const written = field(strategy, 'matrix');
  if (written === undefined) return none;
  const matrix = settled(fileNode(source, written.value, undefined), evaluate);
  if (matrix?.value.kind !== 'map') return { ...none, unknown: 'the matrix is made when the workflow runs' };
  const inner = (node: YamlNode): DataNode => ({ ...matrix, value: resolve(node) });
  const own = new Map<string, readonly DataNode[]>();
  let unknown: string | undefined;
  for (const { key, value } of fieldsOf(matrix.value)) {
    if (key === 'include' || key === 'exclude') continue;
    const list = settled(inner(value), evaluate);
    if (list?.value.kind === 'seq')
      own.set(
        key,
        list.value.items.map((item) => ({ ...list, value: resolve(item) })),
      );
    else unknown = `matrix.${key} is made when the workflow runs`;
  }
  const entriesOf = (key: string): readonly Combination[] => {
    const listed = field(matrix.value, key);
    const list = listed === undefined ? undefined : settled(inner(listed.value), evaluate);
    if (list?.value.kind !== 'seq') {
      if (listed !== undefined && scalarText(listed.value) !== undefined)
        unknown ??= `matrix.${key} is made when the workflow runs`;
      return [];
    }
    return list.value.items.flatMap((item) => {
      const entry = settled({ ...list, value: resolve(item) }, evaluate);
      if (entry?.value.kind !== 'map') return [];
      return [new Map(fieldsOf(entry.value).map((each) => [each.key, { ...entry, value: each.value }]))];
    });
  };
  const include = entriesOf('include');
  const exclude = entriesOf('exclude');
  const keys = new Set([...asked, ...[...include, ...exclude].flatMap((entry) => [...entry.keys()])]);
  const product = productOf([...own].filter(([key]) => keys.has(key))).filter(
    (combination) =>
      !exclude.some((entry) => entry.size > 0 && agrees(combination, entry, [...entry.keys()])),
  );
  const combinations = included(own.size === 0 ? [] : product, include, [...own.keys()]);
  const all = combinations.length === 0 ? none.combinations : combinations.slice(0, MOST);
  return { combinations: all, ...(unknown === undefined ? {} : { unknown }) };
}

/** A list or map, or what an expression in its place is. */
function settled(node: DataNode, evaluate: Resolve): DataNode | undefined {
  return node.value.kind === 'scalar' ? evaluate(node) : node;
}

function productOf(lists: readonly (readonly [string, readonly DataNode[]])[]): readonly Combination[] {
  let combinations: readonly Combination[] = [new Map()];
  for (const [key, values] of lists) {
    combinations = combinations
      .flatMap((combination) => values.map((value) => new Map(combination).set(key, value)))
      .slice(0, MOST);
  }
  return combinations;
}

/** An entry of `include` completes every combination whose own values it leaves as they are; where there is none it is one. */
function included(
  combinations: readonly Combination[],
  include: readonly Combination[],
  own: readonly string[],
): readonly Combination[] {
  const completed = combinations.map((combination) => new Map(combination));
  const added: Combination[] = [];
  for (const entry of include) {
    const matching = completed.filter((combination) => agrees(combination, entry, own));
    for (const combination of matching) for (const [key, value] of entry) combination.set(key, value);
    if (matching.length === 0) added.push(entry);
  }
  return [...completed, ...added];
}

function agrees(combination: Combination, entry: Combination, keys: readonly string[]): boolean {
  return keys.every((key) => {
    const wanted = entry.get(key);
    const value = combination.get(key);
    return wanted === undefined || (value !== undefined && same(value.value, wanted.value));
  });
}

function same(a: YamlValue, b: YamlValue): boolean {
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  if (a.kind === 'seq' && b.kind === 'seq')
    return (
      a.items.length === b.items.length &&
      a.items.every((item, index) => same(resolve(item), resolve(b.items[index] ?? item)))
    );
  if (a.kind !== 'map' || b.kind !== 'map') return false;
  const others = fieldsOf(b);
  return fieldsOf(a).every(({ key, value }) => {
    const other = others.find((candidate) => candidate.key === key);
    return other !== undefined && same(value, other.value);
  });
}

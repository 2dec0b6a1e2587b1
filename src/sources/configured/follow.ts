import {
  fieldsOf,
  type PathSegment,
  resolve,
  type YamlAlias,
  type YamlMap,
  type YamlNode,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { ANY } from './field-path.ts';

/** A value that a path leads to. */
export interface Reached {
  readonly value: YamlValue;
  /** From where the path began. */
  readonly path: readonly PathSegment[];
  /** The map that the value is in, where it is in one. */
  readonly parent: YamlMap | undefined;
  readonly via: YamlAlias | undefined;
}

/** Aliases and open keys can make any number of ways through a file. */
const mostSteps = 100_000;

/** The values that the keys lead to from a map on; lists on the way are gone through. */
export function follow(
  from: YamlMap,
  keys: readonly string[],
  via: YamlAlias | undefined,
): readonly Reached[] {
  const reached: Reached[] = [];
  const path: PathSegment[] = [];
  let steps = 0;
  const enter = (
    node: YamlNode,
    at: number,
    parent: YamlMap | undefined,
    outer: YamlAlias | undefined,
  ): void => {
    if (++steps > mostSteps || path.length > keys.length + deepestLists) return;
    const through = outer ?? (node.kind === 'alias' ? node : undefined);
    const value = resolve(node);
    const key = keys[at];
    if (value.kind === 'seq') {
      // An open key is one for the items as well.
      const next = key === ANY ? at + 1 : at;
      for (const [index, item] of value.items.entries()) {
        path.push(index);
        enter(item, next, undefined, through);
        path.pop();
      }
    } else if (key === undefined) reached.push({ value, path: [...path], parent, via: through });
    else if (value.kind === 'map') {
      for (const child of fieldsOf(value)) {
        if (key !== ANY && child.key !== key) continue;
        path.push(child.key);
        enter(child.value, at + 1, value, through ?? child.via);
        path.pop();
      }
    }
  };
  enter(from, 0, undefined, via);
  return reached;
}

/** Lists of lists are rare; those without an end come of aliases. */
const deepestLists = 20;

import { MAX_DEPTH } from './depth.ts';
import { fieldsOf, type PathSegment, resolve, type YamlValue } from './navigate.ts';
import type { YamlAlias, YamlNode, YamlProblem } from './types.ts';

/** How many nodes a walk visits behind aliases unless told otherwise: far beyond any real file, and a few milliseconds. */
const DEFAULT_LIMIT = 100_000;

export interface YamlVisit {
  readonly node: YamlValue;
  /** From the root. Reused between visits: copy it to keep it. */
  readonly path: readonly PathSegment[];
  /** The outermost alias through which the node is reached; undefined where it stands literally. */
  readonly via: YamlAlias | undefined;
  /** The key's node for the value of a map's entry. */
  readonly keyNode: YamlNode | undefined;
}

export interface WalkOptions {
  /** The most nodes to visit behind aliases and merge keys. */
  readonly limit?: number;
}

/**
 * Visits a node and all below it, parents first, as a reader of the data sees them: aliases resolved, merge keys
 * followed. `visit` returns `skip` to leave out what is below. A node that contains itself is not entered again.
 *
 * Aliases can name more nodes than there are atoms ("billion laughs"): the walk stops following them at the limit and
 * says so by returning a problem.
 */
export function walkTree(
  root: YamlNode,
  visit: (at: YamlVisit) => 'skip' | undefined,
  options: WalkOptions = {},
): YamlProblem | undefined {
  const path: PathSegment[] = [];
  const open = new Set<YamlValue>();
  let left = options.limit ?? DEFAULT_LIMIT;
  let problem: YamlProblem | undefined;

  const enter = (node: YamlNode, keyNode: YamlNode | undefined, through: YamlAlias | undefined): void => {
    const via = through ?? (node.kind === 'alias' ? node : undefined);
    const value = resolve(node);
    if (via !== undefined && (open.has(value) || !mayFollow(via))) return;
    if (visit({ node: value, path, via, keyNode }) === 'skip' || value.kind === 'scalar') return;
    open.add(value);
    if (value.kind === 'map') {
      for (const field of fieldsOf(value)) {
        path.push(field.key);
        enter(field.value, field.keyNode, via ?? field.via);
        path.pop();
      }
    } else {
      for (let index = 0; index < value.items.length; index++) {
        const item = value.items[index];
        if (item === undefined) continue;
        path.push(index);
        enter(item, undefined, via);
        path.pop();
      }
    }
    open.delete(value);
  };

  const mayFollow = (via: YamlAlias): boolean => {
    if (left > 0 && path.length <= 2 * MAX_DEPTH) {
      left--;
      return true;
    }
    problem ??= {
      code: 'TOO_MANY_ALIASES',
      message: 'Aliases name more nodes than are followed; what lies behind this one is not read in full',
      span: via.span,
    };
    return false;
  };

  enter(root, undefined, undefined);
  return problem;
}

import type { YamlAlias, YamlMap, YamlSeq } from '../../formats/yaml/index.ts';
import type { Problem } from '../source.ts';

/** Aliases can name more nodes than a file has bytes ("billion laughs"); real files stay far below this. */
const MOST_NODES = 100_000;

/** An alias can name what it stands in, and then there is no end; objects are not a tenth as deep. */
const DEEPEST = 200;

/** How much of a file is read through aliases, over all its objects. */
export interface AliasBudget {
  /** Whether one more map or sequence behind an alias may be read, `depth` segments below the root of its object. */
  readonly mayEnter: (via: YamlAlias, node: YamlMap | YamlSeq, depth: number) => boolean;
  readonly problems: readonly Problem[];
}

export function aliasBudget(): AliasBudget {
  const problems: Problem[] = [];
  let read = 0;
  const mayEnter = (via: YamlAlias, node: YamlMap | YamlSeq, depth: number): boolean => {
    read += 1 + (node.kind === 'map' ? node.entries.length : node.items.length);
    if (read <= MOST_NODES && depth <= DEEPEST) return true;
    if (problems.length === 0) {
      problems.push({ span: via.span, message: 'Aliases name more than can be read; the rest is left out.' });
    }
    return false;
  };
  return { mayEnter, problems };
}

import type { Script } from '../commands/index.ts';
import { expandedParts } from './expand.ts';
import type { Makefile, MakeScope } from './types.ts';

/** More readings of one recipe than its conditions make. */
const MOST_VARIANTS = 8;

/** Recipes as shells are given them, with every value that a condition leaves to a variable. */
export function scriptsOf({ source, rules }: Makefile, scope: MakeScope): readonly Script[] {
  return rules.flatMap(({ target, recipe }) => {
    const parts = expandedParts(recipe, scope);
    const variants = Math.min(MOST_VARIANTS, Math.max(0, ...parts.map((values) => values.length)));
    return Array.from({ length: variants }, (_, variant): Script => {
      const fragments = parts.flatMap((values) => (values[variant] ?? values.at(-1))?.fragments ?? []);
      return { fragments, file: source.path, path: target };
    });
  });
}

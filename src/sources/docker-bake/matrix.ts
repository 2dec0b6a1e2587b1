import { bind, evaluate, type HclBlock, type Scope, type Value } from '../../formats/hcl/index.ts';
import { attributeOf } from './scope.ts';

/** More builds than anybody starts at once. */
const MOST = 200;

/** The scope of each combination of what a target's `matrix` lists; that of the file where there is none. */
export function matrixScopes({ body }: HclBlock, scope: Scope): readonly Scope[] {
  const expression = attributeOf(body, 'matrix');
  const matrix = expression === undefined ? undefined : evaluate(expression, scope);
  if (matrix?.kind !== 'object') return [scope];
  let all: readonly (readonly (readonly [string, Value])[])[] = [[]];
  for (const [name, values] of matrix.entries) {
    const each = values.kind === 'tuple' ? values.items : [values];
    all = all.flatMap((chosen) => each.map((value) => [...chosen, [name, value] as const])).slice(0, MOST);
  }
  return all.map((bindings) => bind(scope, bindings));
}

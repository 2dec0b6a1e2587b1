import { assignedImages, type CommandImage } from '../commands/index.ts';
import type { TextValue } from '../text-values.ts';
import { expand } from './expand.ts';
import type { Makefile, MakeScope, MakeVariable } from './types.ts';

export function scopeOf(files: readonly Makefile[], given: Readonly<Record<string, string>> = {}): MakeScope {
  const variables = new Map<string, MakeVariable[]>();
  for (const { variables: set } of files) {
    for (const variable of set) {
      const before = variables.get(variable.name) ?? [];
      // A default is for a name without a value; what is set without a condition replaces what was.
      if (variable.isDefault && before.some(({ conditional }) => !conditional)) continue;
      const stays = variable.conditional || variable.isDefault || variable.adds;
      variables.set(variable.name, stays ? [...before, variable] : [variable]);
    }
  }
  return { variables, given };
}

/** The variables of a file that hold what can be nothing but an image. */
export function variableImages({ source, variables }: Makefile, scope: MakeScope): readonly CommandImage[] {
  return variables.flatMap(({ name, value, span }) => {
    const values: readonly TextValue[] = expand(value, scope).slice(0, 16);
    return assignedImages({ name, values, file: source.path, span, path: name });
  });
}

import type { TemplateNode } from '../types.ts';

const none: readonly string[] = [];

/** The variables that nodes, and those within them, set and do not declare. */
export function variablesSet(nodes: readonly TemplateNode[]): readonly string[] {
  // Few lists set any.
  let found: Set<string> | undefined;
  const add = (name: string): void => {
    found = (found ?? new Set()).add(name);
  };
  for (const node of nodes) {
    if (node.kind === 'action' && node.pipe.assigns)
      for (const { variable } of node.pipe.declarations) add(variable);
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') continue;
    for (const name of node.body.sets) add(name);
    for (const name of node.otherwise?.sets ?? none) add(name);
  }
  return found === undefined ? none : [...found];
}

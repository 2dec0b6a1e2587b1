import type { TemplateNode } from '../types.ts';

const none: readonly string[] = [];

/** The variables that nodes, and those within them, set and do not declare. */
export function variablesSet(nodes: readonly TemplateNode[]): readonly string[] {
  const found = new Set<string>();
  for (const node of nodes) {
    if (node.kind === 'action' && node.pipe.assigns)
      for (const { variable } of node.pipe.declarations) found.add(variable);
    if (node.kind !== 'if' && node.kind !== 'with' && node.kind !== 'range') continue;
    for (const name of node.body.sets) found.add(name);
    for (const name of node.otherwise?.sets ?? none) found.add(name);
  }
  return found.size === 0 ? none : [...found];
}

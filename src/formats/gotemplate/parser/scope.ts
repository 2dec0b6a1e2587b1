/** The variables that may be named besides `$`, which always may: innermost last. */
export interface Scope {
  readonly names: string[];
  /** How often each name is declared. */
  readonly counts: Map<string, number>;
}

export function createScope(): Scope {
  return { names: [], counts: new Map() };
}

export function declare(scope: Scope, name: string): void {
  scope.names.push(name);
  scope.counts.set(name, (scope.counts.get(name) ?? 0) + 1);
}

export function isDeclared(scope: Scope, name: string): boolean {
  return name === '$' || (scope.counts.get(name) ?? 0) > 0;
}

/** Forgets all variables but the oldest `size`. */
export function shrink(scope: Scope, size: number): void {
  if (scope.names.length === size) return;
  for (const name of scope.names.splice(size)) {
    scope.counts.set(name, (scope.counts.get(name) ?? 1) - 1);
  }
}

import type { Choice, Value } from '../../formats/expressions/index.ts';

/** A value and where it was found, in the words of the file's language. */
export interface Located {
  readonly value: Value;
  readonly path: string;
  /** The conditions under which it is that, outermost first; none for what is there as the files stand. */
  readonly conditions: readonly Choice[];
  /** The object that it is a field of. */
  readonly owner?: Value;
}

/**
 * The values at a path (`properties.template.containers[].image`) below another. Names are compared without case, as Azure does;
 * what is not known on the way there stands for what it would hold.
 */
export function valuesAt(from: Located, path: string): readonly Located[] {
  const found: Located[] = [];
  const steps = path.split('.').flatMap((name) => {
    const plain = name.replace(/(?:\[\])+$/, '');
    return [plain, ...Array.from({ length: (name.length - plain.length) / 2 }, () => '[]')];
  });
  follow(from, steps, found);
  return found;
}

function follow(from: Located, steps: readonly string[], found: Located[]): void {
  const [step, ...rest] = steps;
  const { value, path, conditions } = from;
  if (step === undefined) {
    found.push(from);
    return;
  }
  if (value.kind === 'unknown') {
    if (value.choices === undefined) found.push({ ...from, path: written(path, steps) });
    for (const choice of value.choices ?? [])
      follow({ ...from, value: choice.value, conditions: [...conditions, choice] }, steps, found);
  } else if (step === '[]') {
    if (value.kind !== 'tuple') return;
    for (const [index, item] of value.items.entries())
      follow({ value: item, path: `${path}[${index}]`, conditions }, rest, found);
    if (value.items.length === 0 && value.open !== undefined)
      found.push({ value: { kind: 'unknown', unknown: value.open }, path: written(path, steps), conditions });
  } else if (value.kind === 'object') {
    const wanted = step.toLowerCase();
    for (const [name, inner] of value.entries) {
      if (name.toLowerCase() === wanted)
        follow(
          { value: inner, path: path === '' ? name : `${path}.${name}`, conditions, owner: value },
          rest,
          found,
        );
    }
  }
}

function written(path: string, steps: readonly string[]): string {
  return steps.reduce(
    (before, step) => (step === '[]' ? `${before}[]` : before === '' ? step : `${before}.${step}`),
    path,
  );
}

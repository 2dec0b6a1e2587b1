import type { NamedTemplate } from '../template/named-template.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';
import { noAssignment } from './assignment.ts';
import { evaluate } from './evaluate.ts';
import { and, type Formula, not } from './formula.ts';
import { writesImage } from './image-lines.ts';
import { namesImage } from './invent.ts';
import type { Search } from './search.ts';
import { type Knowledge, solve } from './solve.ts';
import { keysOf, type Need, type Target } from './targets.ts';

/** What would be printed with values that nobody knows of. */
export interface Unreached {
  readonly key: ValueKey;
  /** The file that would print it. */
  readonly file: string;
  readonly condition: Formula;
}

/** The places that write an image and that no rendering has come to, whatever they were tried with; one for each key. */
export function unreachedOf(
  search: Search,
  templates: ReadonlyMap<string, NamedTemplate>,
): readonly Unreached[] {
  const found = new Map<string, Unreached>();
  for (const target of search.known.values()) {
    const { site } = target;
    if (site === undefined || search.visited.has(target.id) || search.executed.has(site, target.held))
      continue;
    if (!writesImage(site, target.held, templates)) continue;
    const key = keyFor(target, search.knowledge);
    if (key === undefined || found.has(keyText(key))) continue;
    found.set(keyText(key), { key, file: target.file, condition: conditionOf(target, search.knowledge) });
  }
  return [...found.values()];
}

/** Of what nothing is known for, else of what has to be changed: naming another image brings none to light. */
function keyFor({ needs }: Target, knowledge: Knowledge): ValueKey | undefined {
  const unsolved = needs.filter(
    ({ formula, wanted }) => solve(formula, wanted, noAssignment, knowledge) === undefined,
  );
  const asked = unsolved.length > 0 ? unsolved : needs.filter((need) => !holds(need, knowledge));
  return asked
    .flatMap(({ formula }) => [...keysOf(formula).values()])
    .find(({ key, parent }) => parent !== undefined && !namesImage(key));
}

function conditionOf({ needs }: Target, knowledge: Knowledge): Formula {
  const open = needs.filter((need) => !holds(need, knowledge));
  return and(open.map(({ formula, wanted }) => (wanted ? formula : not(formula))));
}

function holds({ formula, wanted }: Need, { lookUp }: Knowledge): boolean {
  return evaluate(formula, lookUp, noAssignment) === wanted;
}

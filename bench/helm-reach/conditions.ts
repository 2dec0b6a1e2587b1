import { type Assignment, noAssignment } from '../../src/helm/reach/assignment.ts';
import { evaluate } from '../../src/helm/reach/evaluate.ts';
import { identity } from '../../src/helm/reach/formula.ts';
import { printFormula } from '../../src/helm/reach/print-formula.ts';
import { type Knowledge, solve } from '../../src/helm/reach/solve.ts';
import type { GatheredImage } from '../../src/sources/helm/gather.ts';
import type { Analysed } from './analysed.ts';
import type { Check, Outcome } from './outcomes.ts';
import type { Render } from './renders.ts';
import { assignmentText, has, without } from './sets.ts';

/**
 * Whether each image is there where the analysis has met it. What helm refuses to render with all that was set there it is asked to
 * render with the least that the condition wants.
 */
export function checkReported({ images, exploration }: Analysed, render: Render): readonly Check[] {
  return images.map(({ image, condition, first }) => {
    const world = first.rendering.assignment;
    const least = solve(condition, true, noAssignment, knowledgeOf(exploration.lookUp));
    const assignment = render(world).ok || least === undefined ? world : least;
    const rendered = render(assignment);
    return {
      what: 'reported',
      outcome: !rendered.ok ? 'refused' : has(rendered.value, image.value) ? 'holds' : 'wrong',
      image: image.value,
      reach: image.reach,
      tested: image.when ?? '',
      set: assignmentText(assignment),
      detail: rendered.ok ? '' : rendered.error,
    };
  });
}

/** Whether what a condition asks for is enough. */
export function checkConditions(analysed: Analysed, render: Render): readonly Check[] {
  const conditional = analysed.images.filter(({ image }) => image.reach === 'conditional');
  return conditional.map((each) => checkCondition(each, analysed, render));
}

function checkCondition(gathered: GatheredImage, { exploration }: Analysed, render: Render): Check {
  const { image, condition, first } = gathered;
  const check = (outcome: Outcome, assignment: Assignment, detail: string): Check => ({
    what: 'condition',
    outcome,
    image: image.value,
    reach: image.reach,
    tested: image.when ?? '(none)',
    set: assignmentText(assignment),
    detail,
  });
  let refused: Check | undefined;
  for (const alternative of condition.kind === 'or' ? condition.of : [condition]) {
    const assignment = solve(alternative, true, noAssignment, knowledgeOf(exploration.lookUp));
    if (assignment === undefined) return check('unsolved', noAssignment, printFormula(alternative));
    const rendered = render(assignment);
    if (!rendered.ok) {
      // The world that it was found in may have what the chart asks for beside the condition.
      const whole = render(withAll(first.rendering.assignment, assignment));
      if (!whole.ok) refused = check('refused', assignment, rendered.error);
      else if (!has(whole.value, image.value)) return check('wrong', first.rendering.assignment, 'world');
    } else if (!has(rendered.value, image.value))
      return check('wrong', assignment, `${printFormula(alternative)} | ${without(rendered.value, render)}`);
  }
  return refused ?? check('holds', noAssignment, '');
}

function withAll(world: Assignment, least: Assignment): Assignment {
  return {
    values: new Map([...world.values, ...least.values]),
    apis: new Set([...world.apis, ...least.apis]),
  };
}

const knowledgeOf = (lookUp: Knowledge['lookUp']): Knowledge => ({ lookUp, alternatives: () => [] });

/** Whether an image of the given values goes when a part of its condition no longer holds; each part of a chart's once. */
export function checkSwitches({ images, exploration }: Analysed, render: Render): readonly Check[] {
  const checks: Check[] = [];
  const tried = new Set<string>();
  const given = render(noAssignment);
  if (!given.ok) return [];
  const { lookUp } = exploration;
  for (const { image, condition } of images) {
    if (image.reach !== 'default') continue;
    for (const part of condition.kind === 'and' ? condition.of : [condition]) {
      const id = identity(part);
      if (part.kind === 'constant' || tried.has(id)) continue;
      tried.add(id);
      const assignment = solve(part, false, noAssignment, knowledgeOf(lookUp));
      const holdsNow = evaluate(part, lookUp, noAssignment);
      const rendered = assignment === undefined ? undefined : render(assignment);
      const outcome = ((): Outcome => {
        if (holdsNow === false) return 'wrong';
        if (rendered === undefined) return 'unsolved';
        if (!rendered.ok) return 'refused';
        return count(rendered.value, image.value) < count(given.value, image.value) ? 'holds' : 'wrong';
      })();
      checks.push({
        what: 'switch off',
        outcome,
        image: image.value,
        reach: 'default',
        tested: printFormula(part),
        set: assignmentText(assignment ?? noAssignment),
        detail: holdsNow === false ? 'does not hold as given' : rendered?.ok === false ? rendered.error : '',
      });
    }
  }
  return checks;
}

const count = (images: readonly string[], image: string): number =>
  images.filter((each) => each === image).length;

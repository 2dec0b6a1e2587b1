import { err, ok, type Result } from '../../result.ts';
import type { PrintedPiece, Value } from '../values/value.ts';
import { TemplateFailure } from './failure.ts';
import type { NamedTemplate } from './named-template.ts';
import { type Execution, newBudget, type State } from './state.ts';
import { runTemplate } from './walk.ts';

const nowhere = { start: 0, end: 0 };

type Shared = 'budget' | 'included';

/**
 * What a template of the set prints, piece by piece, with a value for dot: as Go's text/template with the option
 * `missingkey=zero` executes it, within limits of time, depth and size.
 */
export function executeTemplate(
  execution: Omit<Execution, Shared> & Partial<Pick<Execution, Shared>>,
  name: string,
  dot: Value,
): Result<readonly PrintedPiece[], TemplateFailure> {
  const complete: Execution = { budget: newBudget(), included: new Map(), ...execution };
  const template = execution.templates.get(name);
  if (template === undefined) throw new TypeError(`there is no template ${JSON.stringify(name)}`);
  return executeNamed(complete, template, dot);
}

/** The same, for a template that need not be in the set. */
export function executeNamed(
  execution: Execution,
  template: NamedTemplate,
  dot: Value,
): Result<readonly PrintedPiece[], TemplateFailure> {
  const output: PrintedPiece[] = [];
  const { depth } = execution.budget;
  const state: Omit<State, 'variables' | 'template'> = { execution, output };
  try {
    runTemplate(state, template, dot);
    return ok(output);
  } catch (error) {
    if (error instanceof TemplateFailure) return err(error);
    // Deep recursion within one template ends here, too.
    if (error instanceof RangeError)
      return err(new TemplateFailure('the template recurses too deep', template, nowhere, 'limit'));
    throw error;
  } finally {
    execution.budget.depth = depth;
    execution.included.clear();
  }
}

import { err, ok, type Result } from '../../result.ts';
import { TemplateFailure } from './failure.ts';
import type { Operand } from './runtime.ts';
import { type Execution, newBudget, type OutputPiece, type State } from './state.ts';
import { runTemplate } from './walk.ts';

/**
 * What a template of the set prints, piece by piece, with a value for dot: as Go's text/template with the option
 * `missingkey=zero` executes it, within limits of time, depth and size.
 */
export function executeTemplate(
  execution: Omit<Execution, 'budget'> & Partial<Pick<Execution, 'budget'>>,
  name: string,
  dot: Operand,
): Result<readonly OutputPiece[], TemplateFailure> {
  const complete: Execution = { budget: newBudget(), ...execution };
  const template = execution.templates.get(name);
  const output: OutputPiece[] = [];
  const nowhere = { start: 0, end: 0 };
  if (template === undefined)
    return err(new TemplateFailure(`template ${JSON.stringify(name)} not defined`, name, nowhere));
  const state: Omit<State, 'variables' | 'template'> = { execution: complete, output };
  try {
    runTemplate(state, template, dot);
    return ok(output);
  } catch (error) {
    if (error instanceof TemplateFailure) return err(error);
    // Deep recursion within one template ends here, too.
    if (error instanceof RangeError)
      return err(new TemplateFailure('the template recurses too deep', name, nowhere, 'limit'));
    throw error;
  }
}

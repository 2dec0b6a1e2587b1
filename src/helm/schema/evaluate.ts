import type { Value } from '../values/value.ts';
import { type Check, type Evaluate, type Scope, self, TooMuch } from './check.ts';
import { combine } from './evaluate-combined.ts';
import { evaluateList } from './evaluate-list.ts';
import { assertScalar, evaluateNumber, evaluateString } from './evaluate-scalar.ts';
import { evaluateTable } from './evaluate-table.ts';
import { type Failure, failure } from './failure.ts';
import type { CompiledSchema } from './types.ts';

/** The schemas of public charts take up to 2,600, their expressions some hundred. */
const mostSteps = 100_000;
const mostRegexpSteps = 1_000_000;
/** Real values and schemas go some thirty deep. */
const maxDepth = 400;

/** Holds a value against a schema (jsonschema 6.0.3, validator.go). */
export function validate({ root, tracks }: CompiledSchema, value: Value): Failure | undefined {
  const run = { steps: mostSteps, regexps: { steps: mostRegexpSteps }, tracks, evaluate };
  return evaluate(run, root, value, undefined, undefined);
}

const evaluate: Evaluate = (run, schema, value, path, parent, evaluated) => {
  if (--run.steps < 0 || (parent?.depth ?? 0) >= maxDepth)
    throw new TooMuch('the schema takes too long to check');
  if (schema.always === true) return undefined;
  if (schema.always === false) return failure(path, value, () => 'false schema');
  const scope = { schema, value, parent, depth: (parent?.depth ?? 0) + 1 };
  if (isCycle(scope)) return failure(path, value, () => 'the schema refers to itself: reference cycle');
  const own = run.tracks ? new Set<string | number>() : undefined;
  const check: Check = { run, schema, value, path, scope, failures: [], evaluated: own };
  runCheck(check);
  const [first] = check.failures;
  if (first === undefined) {
    if (evaluated !== undefined) for (const key of own ?? []) evaluated.add(key);
    return undefined;
  }
  if (check.failures.length === 1) return first;
  return failure(path, value, () => 'validation failed', { kind: 'all', failures: check.failures });
};

function runCheck(check: Check): void {
  const { schema, value, failures } = check;
  const wrong = assertScalar(check);
  if (wrong !== undefined) {
    failures.push(wrong);
    return;
  }
  if (schema.ref !== undefined) {
    self(check, schema.ref);
    if (schema.draft < 2019) return;
  }
  if (value.kind === 'table') evaluateTable(check, value);
  else if (value.kind === 'list') evaluateList(check, value);
  else if (value.kind === 'string') evaluateString(check, value);
  else if (value.kind === 'int' || value.kind === 'float') evaluateNumber(check, value);
  combine(check);
}

function isCycle({ schema, value, parent }: Scope): boolean {
  for (let at = parent; at !== undefined && at.value === value; at = at.parent)
    if (at.schema === schema) return true;
  return false;
}

import {
  type Budget,
  between,
  compileRegexp,
  expand,
  findAll,
  findFirst,
  type Match,
  matchRegexp,
  type Program,
  replaceAll,
  type Subject,
  subjectOf,
  TooManySteps,
} from '../../regexp/index.ts';
import type { ParamType, Value } from '../values/value.ts';
import { intAt, textAt } from './args.ts';
import { boundText, spend } from './limits.ts';
import { bool, text, texts } from './make.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

/** Regular expressions (sprig 3.3.0, regex.go). The expression comes first; a wrong one is an error but to `regexMatch`. */
export const regexps: Functions = {
  regexMatch: {
    params: ['string', 'string'],
    run: (args) => {
      const program = compiled(textAt(args, 0));
      return bool(program.ok && matches(program.value, args));
    },
  },
  mustRegexMatch: of(true, [], (program, args) => bool(matches(program, args))),
  ...both('FindAll', ['int'], (program, args) => {
    const subject = subjectOf(textAt(args, 1));
    const found = findAll(program, subject, intAt(args, 2), budget());
    return texts(found.map(({ start, end }) => between(subject, start, end)));
  }),
  ...both('Find', [], (program, args) => {
    const subject = subjectOf(textAt(args, 1));
    const found = findFirst(program, subject, budget());
    return text(found === undefined ? '' : between(subject, found.start, found.end));
  }),
  ...both('ReplaceAll', ['string'], (program, args) =>
    replaced(program, args, (subject, match) => expand(textAt(args, 2), program, subject, match)),
  ),
  ...both('ReplaceAllLiteral', ['string'], (program, args) => replaced(program, args, () => textAt(args, 2))),
  ...both('Split', ['int'], (program, args) => texts(split(program, args))),
  regexQuoteMeta: {
    params: ['string'],
    run: (args) => text(textAt(args, 0).replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')),
  },
};

type Run = (program: Program, args: readonly Value[]) => Value;

/** `regexX` panics on a wrong expression, `mustRegexX` returns an error. */
function both(name: string, more: readonly ParamType[], run: Run): Functions {
  return { [`regex${name}`]: of(false, more, run), [`mustRegex${name}`]: of(true, more, run) };
}

function of(must: boolean, more: readonly ParamType[], run: Run): TemplateFunction {
  return {
    params: ['string', 'string', ...more],
    run: (args) => {
      const expression = textAt(args, 0);
      const program = compiled(expression);
      if (!program.ok)
        throw new FunctionFailure(
          must ? program.error.message : `regexp: Compile(${quoted(expression)}): ${program.error.message}`,
        );
      return limited(() => run(program.value, args));
    },
  };
}

const programs = new Map<string, ReturnType<typeof compileRegexp>>();

/** More than all public charts together have. */
const mostPrograms = 500;

function compiled(expression: string): ReturnType<typeof compileRegexp> {
  const known = programs.get(expression);
  if (known !== undefined) return known;
  const made = compileRegexp(expression);
  if (programs.size >= mostPrograms) programs.clear();
  programs.set(expression, made);
  return made;
}

function quoted(expression: string): string {
  return expression.includes('`') ? JSON.stringify(expression) : `\`${expression}\``;
}

/** Some tenths of a second at most. */
const mostSteps = 2_000_000;

/** Steps of an expression that are as much work as one of a template. */
const stepsOfWork = 8;

let current: Budget = { steps: mostSteps };

/** For one call, whose steps are noted when it is over. */
function budget(): Budget {
  current = { steps: mostSteps };
  return current;
}

function limited<T>(run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof TooManySteps) throw new FunctionFailure(thrown.message);
    throw thrown;
  } finally {
    spend(Math.floor((mostSteps - current.steps) / stepsOfWork));
    current = { steps: mostSteps };
  }
}

function matches(program: Program, args: readonly Value[]): boolean {
  return limited(() => matchRegexp(program, textAt(args, 1), budget()));
}

function replaced(
  program: Program,
  args: readonly Value[],
  by: (subject: Subject, match: Match) => string,
): Value {
  const subject = subjectOf(textAt(args, 1));
  const replacement = textAt(args, 2).length;
  let length = subject.points.length;
  const replace = (match: Match): string => {
    // Each reference in the replacement may stand for the whole match.
    boundText(length + (match.end - match.start + 1) * replacement);
    const made = by(subject, match);
    length += made.length;
    return made;
  };
  return text(replaceAll(program, subject, replace, budget()));
}

/** Go's `Split`. */
function split(program: Program, args: readonly Value[]): readonly string[] {
  const count = intAt(args, 2);
  const subject = subjectOf(textAt(args, 1));
  if (count === 0) return [];
  if (textAt(args, 0) !== '' && subject.points.length === 0) return [''];
  const parts: string[] = [];
  let [start, end] = [0, 0];
  for (const match of findAll(program, subject, count, budget())) {
    if (count > 0 && parts.length === count - 1) break;
    end = match.start;
    if (match.end !== 0) parts.push(between(subject, start, end));
    start = match.end;
  }
  if (end !== subject.points.length) parts.push(between(subject, start));
  return parts;
}

import { append } from '../../append.ts';
import { literalFragment } from '../../text/index.ts';
import {
  type Choice,
  type ExpressionPlace,
  expand,
  type Language,
  type Placeholder,
  type Spot,
  textAt,
  through,
  writtenAt,
} from '../ci/index.ts';
import type { UnresolvedReason } from '../image-use.ts';
import { type Given, isReason, lookUpPath } from './look-up.ts';
import type { Scope } from './scope.ts';

const EXPRESSION = /\$\{\{((?:[^}]|\}(?!\}))*)\}\}|\$\(([\w.-]+)\)|\$\[([^[\]]*(?:\[[^\]]*\][^[\]]*)*)\]/g;

/** `${{ … }}`, `$(name)` and `$[ … ]` (Azure Pipelines, "Define variables", "Understand variable syntax"). */
export function findExpressions(text: string): readonly Placeholder[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(EXPRESSION)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    expression: match[0],
  }));
}

export function languageOf(scope: Scope, depth = 0): Language {
  return {
    find: findExpressions,
    lookUp: (expression, place) => {
      const values = evaluate(inner(expression), scope, place, expression, depth);
      if (isReason(values)) return values;
      return values.length > 0 ? values : unknown(expression);
    },
  };
}

/** What stands between the marks; a macro is a variable. */
export function inner(expression: string): string {
  if (expression.startsWith('$(')) return `variables['${expression.slice(2, -1)}']`;
  const width = expression.startsWith('${{') ? 3 : 2;
  return expression.slice(width, expression.length - (width - 1)).trim();
}

function unknown(expression: string): UnresolvedReason {
  return { code: 'variable', reason: `${expression} has no value here` };
}

function evaluate(
  text: string,
  scope: Scope,
  place: ExpressionPlace,
  written: string,
  depth: number,
): readonly Choice[] | UnresolvedReason {
  const string = /^'((?:[^']|'')*)'$/.exec(text);
  if (string !== null) {
    const value = (string[1] ?? '').replaceAll("''", "'");
    const start = place.start + written.indexOf(text) + 1;
    const span = place.text.spanOf(start, start + text.length - 2);
    return value === ''
      ? [{ fragments: [], origin: [] }]
      : [{ fragments: [literalFragment(value, place.text.file, span)], origin: [] }];
  }
  const coalesce = /^coalesce\(([\s\S]*)\)$/i.exec(text);
  if (coalesce !== null) {
    const all: Choice[] = [];
    for (const argument of (coalesce[1] ?? '').split(/,(?=(?:[^']*'[^']*')*[^']*$)/)) {
      const values = evaluate(argument.trim(), scope, place, written, depth);
      if (isReason(values)) continue;
      append(
        all,
        values.filter(({ fragments }) => fragments.length > 0),
      );
      if (values.some((choice) => choice.when === undefined && choice.fragments.length > 0)) break;
    }
    return all;
  }
  const given = lookUpPath(text, scope);
  if (isReason(given)) return given;
  return given.flatMap((one) => choicesOf(one, depth));
}

/** A chain of names is as long as anybody makes it. */
const DEEPEST = 10;

function choicesOf({ spot, scope, name, when }: Given, depth: number): readonly Choice[] {
  const text = writtenAt(spot, scope.source);
  if (text === undefined || depth > DEEPEST || scope.budget.left-- <= 0) return [];
  if (text.value === '') return [{ fragments: [], origin: [name], ...(when === undefined ? {} : { when }) }];
  return expand(text, languageOf(scope, depth + 1)).map((choice) => through(choice, name, when));
}

/** The maps that an expression stands for, where it is the whole text. */
export function nodesOf(spot: Spot, scope: Scope): readonly Given[] {
  const text = textAt(spot)?.trim();
  if (text === undefined || !/^\$\{\{[^}]*\}\}$/.test(text)) return [];
  const given = lookUpPath(inner(text), scope);
  if (isReason(given)) return [];
  return given.filter((one) => one.spot.node.kind === 'map');
}

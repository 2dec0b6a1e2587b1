import { type Fragment, literalFragment, madeFragment, type Place } from '../../text/index.ts';
import { joined, type TextValue, unknownValue, usedBy } from '../text-values.ts';
import type { Expression } from './parse.ts';

/** What the names of an expression are. */
export interface JustScope {
  readonly file: string;
  readonly variables: ReadonlyMap<string, Expression>;
  /** Given from outside. */
  readonly given: Readonly<Record<string, string>>;
  /** Of the recipe. */
  readonly parameters?: ReadonlyMap<string, Expression>;
}

const TOKEN =
  /\s*(?:(?<string>'[^']*'|"[^"\\]*")|env(?:_var_or_default)?\(\s*['"][^'"]*['"]\s*,\s*(?<fallback>'[^']*'|"[^"\\]*")\s*\)|(?<name>[A-Za-z_][\w-]*)(?![\w(-]))\s*(?<operator>[+/]|$)/y;

const DEEPEST = 12;

/** The texts of an expression: strings and names, joined by `+` and `/`; of the environment the default. Anything else is open. */
export function valuesOf(
  expression: Pick<Expression, 'text'> & Partial<Expression>,
  scope: JustScope,
  depth = 0,
): readonly TextValue[] {
  const { text, span } = expression;
  const use = span && { file: scope.file, span };
  const open = (): readonly TextValue[] => [
    unknownValue('what the expression gives is known only when just runs', use),
  ];
  if (depth > DEEPEST || text.length > 2_000) return open();
  const parts: (readonly TextValue[])[] = [];
  let at = 0;
  while (at < text.length) {
    const from = at;
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) return open();
    at = TOKEN.lastIndex;
    const literal = groups.string ?? groups.fallback;
    if (literal !== undefined)
      parts.push([
        { fragments: [stringAt(literal, text.indexOf(literal, from), expression, scope.file)], origin: [] },
      ]);
    else parts.push(valuesOfName(groups.name ?? '', use, scope, depth));
    if (groups.operator === '/') parts.push([{ fragments: [madeFragment('/')], origin: [] }]);
  }
  return parts.length === 0 ? open() : joined(parts);
}

function stringAt(literal: string, at: number, { span }: Partial<Expression>, file: string): Fragment {
  const start = (span?.start ?? 0) + at + 1;
  const value = literal.slice(1, -1);
  return literalFragment(value, file, span && { start, end: start + value.length });
}

function valuesOfName(
  name: string,
  use: Place | undefined,
  scope: JustScope,
  depth: number,
): readonly TextValue[] {
  const given = Object.hasOwn(scope.given, name) ? scope.given[name] : undefined;
  const set = scope.parameters?.get(name) ?? scope.variables.get(name);
  if (given === undefined && set === undefined)
    return [unknownValue(`${name} has no value here`, use, [name])];
  const values =
    given === undefined && set !== undefined
      ? valuesOf(set, scope, depth + 1)
      : [{ fragments: [madeFragment(given ?? '')], origin: [] }];
  return use === undefined ? values : usedBy(values, use, name);
}

import { append } from '../../append.ts';
import type { Fragment, SourceText } from '../../text/index.ts';
import { stretch } from '../pieces.ts';
import { linesOf, type MakeLine } from './lines.ts';
import type { Makefile, MakeRule, MakeText, MakeVariable } from './types.ts';

/** `NAME := value`, also behind `export`, `override` and the name of a target. */
const ASSIGNMENT =
  /^(?<lead>[ \t]*(?:(?:[^\s:=#?+!$][^:=#?+!]*)?:[ \t]+)?(?:(?:export|override|private|unexport)[ \t]+)*)(?<name>[\w./-]+)[ \t]*(?<sign>:::?=|::?=|\?=|\+=|!=|=)[ \t]*/;

const DEFINE = /^[ \t]*(?:(?:export|override)[ \t]+)*define[ \t]+([\w./-]+)/;

/** What begins with a tab belongs to a rule, after one; what begins with blanks does to some, too. */
const RULE = /^(?![ \t#])([^:=#]+?)[ \t]*::?(?!=)(.*)$/s;

/** Reads what a makefile sets, its recipes and what it includes. Nothing is evaluated. */
export function parseMakefile(source: SourceText): Makefile {
  const variables: MakeVariable[] = [];
  const rules: MakeRule[] = [];
  const includes: MakeText[] = [];
  let depth = 0;
  let rule: { target: string; recipe: Fragment[] } | undefined;
  let define: { name: string; fragments: Fragment[] } | undefined;
  for (const line of linesOf(source)) {
    const word = /^[ \t]*-?([a-z]+)/.exec(line.text)?.[1] ?? '';
    if (define !== undefined) {
      if (word === 'endef') {
        append(variables, definedVariable(define, depth > 0));
        define = undefined;
      } else append(define.fragments, line.fragments);
      continue;
    }
    const defined = line.recipe ? null : DEFINE.exec(line.text);
    if (defined !== null) define = { name: defined[1] ?? '', fragments: [] };
    else if (/^(?:ifeq|ifneq|ifdef|ifndef)$/.test(word)) depth++;
    else if (word === 'endif') depth = Math.max(0, depth - 1);
    else if (line.recipe && rule !== undefined) append(rule.recipe, recipeLine(line));
    else if (/^(?:include|sinclude)$/.test(word))
      includes.push(textAfter(line, line.text.indexOf(word) + word.length));
    else {
      const variable = variableOf(line, depth > 0);
      if (variable !== undefined) variables.push(variable);
      else {
        const [, target, behind = ''] = RULE.exec(line.text) ?? [];
        if (target === undefined) continue;
        rule = { target: target.trim(), recipe: [] };
        rules.push(rule);
        const inline = behind.indexOf(';');
        if (inline !== -1)
          append(rule.recipe, textAfter(line, line.text.length - behind.length + inline + 1));
      }
    }
  }
  return { source, variables, rules, includes };
}

/** What a shell is given of a line: make takes the tab and its own signs. */
function recipeLine(line: MakeLine): MakeText {
  return textAfter(line, /^\t[@+\s-]*/.exec(line.text)?.[0].length ?? 0);
}

function textAfter({ text, fragments }: MakeLine, start: number, end: number = text.length): MakeText {
  return stretch(fragments, start, end);
}

function variableOf(line: MakeLine, conditional: boolean): MakeVariable | undefined {
  const groups = ASSIGNMENT.exec(line.text)?.groups;
  const [whole] = ASSIGNMENT.exec(line.text) ?? [];
  if (groups === undefined || whole === undefined) return undefined;
  const { lead = '', name = '', sign = '' } = groups;
  // What a shell prints is known only when it runs.
  if (sign === '!=') return undefined;
  const comment = commentAt(line.text, whole.length);
  const end = line.text.slice(0, comment).trimEnd().length;
  const value = textAfter(line, whole.length, Math.max(end, whole.length));
  const span = placesOf(value);
  if (span === undefined) return undefined;
  const ofTarget = lead.includes(':');
  return {
    name,
    value,
    span,
    isDefault: sign === '?=',
    adds: sign === '+=',
    conditional: conditional || ofTarget,
  };
}

function definedVariable(
  { name, fragments }: { readonly name: string; readonly fragments: readonly Fragment[] },
  conditional: boolean,
): readonly MakeVariable[] {
  const span = placesOf(fragments);
  return span === undefined
    ? []
    : [{ name, value: fragments, span, isDefault: false, adds: false, conditional }];
}

/** Where a comment begins; `\#` is none. */
function commentAt(text: string, from: number): number {
  for (let at = text.indexOf('#', from); at !== -1; at = text.indexOf('#', at + 1))
    if (text[at - 1] !== '\\') return at;
  return text.length;
}

function placesOf(fragments: MakeText): MakeVariable['span'] | undefined {
  const places = fragments.flatMap(({ use }) => use?.span ?? []);
  const [first] = places;
  return first && { start: first.start, end: places.at(-1)?.end ?? first.end };
}

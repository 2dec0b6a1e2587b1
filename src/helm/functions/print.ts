import { sprint, sprintf, sprintln } from '../go/fmt/sprintf.ts';
import type { Value } from '../values/value.ts';
import { textAt } from './args.ts';
import { escapeHtml, escapeJavaScript, escapeQuery } from './escape.ts';
import { boundText } from './limits.ts';
import { text } from './make.ts';
import type { Functions, TemplateFunction } from './types.ts';

/** What makes text of any values, by text/template itself (funcs.go). */
export const print: Functions = {
  print: { params: [], rest: 'any', run: (args) => text(sprint(args)) },
  println: { params: [], rest: 'any', run: (args) => text(sprintln(args)) },
  printf: {
    params: ['string'],
    rest: 'any',
    run: (args) => {
      const format = textAt(args, 0);
      if (longNumber.test(format)) boundWidths(format);
      return text(sprintf(format, args.slice(1)));
    },
  },
  html: escaping(escapeHtml),
  js: escaping(escapeJavaScript),
  urlquery: escaping(escapeQuery),
};

const longNumber = /\d{5}/;

function boundWidths(format: string): void {
  for (const [flags] of format.matchAll(/%[-+# 0-9.]*/g))
    for (const width of flags.match(/\d{5,}/g) ?? []) boundText(Number(width));
}

function escaping(change: (value: string) => string): TemplateFunction {
  return { params: [], rest: 'any', run: (args) => text(change(sprint(args.map(shown)))) };
}

function shown(value: Value): Value {
  return value.kind === 'nil' ? text('<no value>') : value;
}

import { textAt } from './args.ts';
import { lowerCase, swapCase, title, untitle, upperCase } from './letter-case.ts';
import { text } from './make.ts';
import type { Functions, TemplateFunction } from './types.ts';
import { joinedWords, pascalCase } from './words.ts';

/** Letters large and small (sprig 3.3.0, functions.go; goutils 1.1.1; xstrings 1.5.0). */
export const cases: Functions = {
  upper: of(upperCase),
  lower: of(lowerCase),
  title: of(title),
  untitle: of(untitle),
  swapcase: of(swapCase),
  camelcase: of(pascalCase),
  snakecase: of((subject) => joinedWords(subject, '_')),
  kebabcase: of((subject) => joinedWords(subject, '-')),
};

function of(change: (subject: string) => string): TemplateFunction {
  return { params: ['string'], run: (args) => text(change(textAt(args, 0))) };
}

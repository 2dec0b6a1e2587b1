/** Go's regular expressions (RE2): in time that is linear in the text, whatever the expression. */
export { type Budget, TooManySteps } from './budget.ts';
export { compileRegexp, type Program } from './compile.ts';
export {
  between,
  expand,
  findAll,
  findFirst,
  type Match,
  replaceAll,
  type Subject,
  subjectOf,
} from './find.ts';
export { textsOf } from './language.ts';
export { matchRegexp } from './matches.ts';
export type { RegexpError } from './types.ts';

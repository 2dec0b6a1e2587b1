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
export { type Budget, TooManySteps } from './match.ts';

export { compileRegexp, type Program } from './compile.ts';
export { matchRegexp } from './match.ts';
export type { RegexpError } from './types.ts';

export { applySuppressions } from './apply.ts';
export { ignoreDirectives } from './ignore-directives.ts';
export type { IgnoreDirective } from './types.ts';

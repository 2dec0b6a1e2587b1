import type { Value } from '../value.ts';

/** What a function makes of its arguments; unknown arguments are among them. */
export type Implementation = (args: readonly Value[]) => Value;

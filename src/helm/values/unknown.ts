import type { StringValue } from './value.ts';

/** Stands in texts for what only the user knows: of the private use area, so that no chart prints it and no reference has it. */
export const UNKNOWN = '\u{e0f0}';

export const unknown: StringValue = { kind: 'string', value: UNKNOWN, unknown: true };

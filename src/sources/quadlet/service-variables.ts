import { type UnitEntry, valueSpan } from '../../formats/unit/index.ts';
import { type Fragment, literalFragment } from '../../text/index.ts';

/** Assignments of an `Environment=` line, quoted or not. */
const ASSIGNMENT = /"([A-Za-z_]\w*)=([^"]*)"|'([A-Za-z_]\w*)=([^']*)'|([A-Za-z_]\w*)=([^\s"']*)/g;

/** What variables of a unit are, by their names. */
export type ServiceVariables = ReadonlyMap<string, Fragment>;

/** The variables that `[Service] Environment=` sets: systemd replaces them in the command that Quadlet writes. */
export function serviceVariables(entries: readonly UnitEntry[], file: string): ServiceVariables {
  const variables = new Map<string, Fragment>();
  for (const entry of entries) {
    if (entry.section !== 'Service' || entry.key !== 'Environment') continue;
    for (const match of entry.value.matchAll(ASSIGNMENT)) {
      const name = match[1] ?? match[3] ?? match[5] ?? '';
      const text = match[2] ?? match[4] ?? match[6] ?? '';
      const start = match.index + match[0].indexOf('=') + 1;
      variables.set(name, literalFragment(text, file, valueSpan(entry, start, start + text.length)));
    }
  }
  return variables;
}

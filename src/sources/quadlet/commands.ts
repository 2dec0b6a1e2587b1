import { type UnitEntry, valueSpan } from '../../formats/unit/index.ts';
import { type Fragment, literalFragment } from '../../text/index.ts';
import { commandImages, pulledImages } from '../commands/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ServiceVariables } from './service-variables.ts';

const EXEC = /^Exec(?:Condition|Start|StartPre|StartPost|Reload|Stop|StopPost)$/;

/** What may stand before a command of systemd (systemd.service(5), `COMMAND LINES`). */
const PREFIX = /^[-@:+!|]+/;

const SPECIFIER = /%([A-Za-z])/g;

/** The images that the commands of a service name: `ExecStart=/usr/bin/docker run …`. */
export function serviceImages(
  entries: readonly UnitEntry[],
  variables: ServiceVariables,
  file: string,
): readonly FoundImage[] {
  const images = entries.flatMap((entry) => {
    if (entry.section !== 'Service' || !EXEC.test(entry.key)) return [];
    const path = `Service.${entry.key}`;
    return commandImages({
      fragments: fragmentsOf(entry, file),
      file,
      path,
      variable: (name) => {
        const value = variables.get(name);
        return value && [{ fragments: [value], origin: [] }];
      },
    });
  });
  return pulledImages(images);
}

function fragmentsOf(entry: UnitEntry, file: string): readonly Fragment[] {
  const fragments: Fragment[] = [];
  const { value, runs } = entry;
  let at = PREFIX.exec(value)?.[0].length ?? 0;
  const literal = (end: number): void => {
    // Each line of a value that goes over several is a stretch of its own.
    while (at < end) {
      const from = at;
      const next = runs.find(({ offset }) => offset > from)?.offset ?? end;
      const to = Math.min(end, next);
      fragments.push(literalFragment(value.slice(from, to), file, valueSpan(entry, from, to)));
      at = to;
    }
  };
  for (const match of value.matchAll(SPECIFIER)) {
    literal(match.index);
    const reason = `the specifier ${match[0]} gets its value when the unit is started`;
    const span = valueSpan(entry, match.index, match.index + 2);
    fragments.push({ kind: 'hole', unknown: { reason }, use: span && { file, span } });
    at = Math.max(at, match.index + 2);
  }
  literal(value.length);
  return fragments;
}

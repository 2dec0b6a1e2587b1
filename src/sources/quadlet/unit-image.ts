import { type UnitEntry, valueSpan } from '../../formats/unit/index.ts';
import { type Fragment, literalFragment, madeFragment } from '../../text/index.ts';
import type { FoundImage } from '../image-use.ts';
import { imageAt } from '../pieces.ts';
import type { ServiceVariables } from './service-variables.ts';

/** Where an image comes from that no registry has (containers-transports(5)), and other units' names. */
const ELSEWHERE =
  /^(?:dir|docker-archive|oci|oci-archive|containers-storage|sif|ostree):|\.(?:image|build|volume|artifact)$/;

const DOCKER = 'docker://';
const DAEMON = 'docker-daemon:';

/** Specifiers of systemd (`%i`, `%%`) and variables, which it replaces when the unit runs. */
const MARK = /%(.)|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;

/** The image of a stretch of an entry's value; undefined where it names another unit or comes from no registry. */
export function unitImage(
  entry: UnitEntry,
  from: number,
  to: number,
  variables: ServiceVariables,
  file: string,
): (Omit<FoundImage, 'path' | 'purpose'> & Partial<Pick<FoundImage, 'purpose'>>) | undefined {
  const written = entry.value.slice(from, to);
  const daemon = written.startsWith(DAEMON);
  const scheme = daemon ? DAEMON : written.startsWith(DOCKER) ? DOCKER : '';
  if (written === '' || ELSEWHERE.test(written)) return undefined;
  const start = from + scheme.length;
  const text = entry.value.slice(start, to);
  const whole = valueSpan(entry, start, to);
  const span = whole ?? { start: valueSpan(entry, start, start)?.start ?? 0, end: endOf(entry, to) };
  const fragments: Fragment[] = [];
  const origin: string[] = [];
  let at = 0;
  for (const match of text.matchAll(MARK)) {
    literal(at, match.index);
    const name = match[2] ?? match[3];
    if (name !== undefined) origin.push(name);
    fragments.push(name === undefined ? specifier(match[0]) : (variables.get(name) ?? missing(name)));
    at = match.index + match[0].length;
  }
  literal(at, text.length);
  return {
    ...imageAt(fragments, file, span),
    ...(origin.length === 0 ? {} : { origin }),
    // Docker's own store has it, and no registry is asked.
    ...(daemon ? { purpose: 'mention' } : {}),
    confidence: 'certain',
    reach: 'default',
  };

  function literal(first: number, end: number): void {
    if (first >= end) return;
    const place = valueSpan(entry, start + first, start + end);
    fragments.push(literalFragment(text.slice(first, end), file, place));
  }
}

function endOf(entry: UnitEntry, end: number): number {
  return valueSpan(entry, Math.max(end - 1, 0), end)?.end ?? 0;
}

function specifier(mark: string): Fragment {
  if (mark === '%%') return madeFragment('%');
  const reason = `the specifier ${mark} gets its value when the unit is started`;
  return { kind: 'hole', unknown: { reason }, use: undefined };
}

function missing(name: string): Fragment {
  return { kind: 'hole', unknown: { reason: `variable ${name} has no value here` }, use: undefined };
}

import { ALPHANUMERIC, DIGIT, HEX, isAt, skip } from './characters.ts';

/** The offset at which `text[start, end)` stops being a registry, and whether what was read is a complete one. */
export interface RegistryScan {
  readonly stop: number;
  readonly complete: boolean;
  /** What was being read, for the reason of an error. */
  readonly inside: 'host' | 'address' | 'port';
}

/**
 * Whether the first component of a reference is a registry and not a part of a Docker Hub repository:
 * `localhost`, anything with `.` or `:`, or anything with an upper-case letter (splitDockerDomain in normalize.go).
 */
export function namesRegistry(component: string): boolean {
  return component === 'localhost' || /[.:A-Z]/.test(component);
}

/**
 * A registry is a host name or a bracketed IPv6 address, with an optional port (domainAndPort in regexp.go):
 *
 *     host-component  [a-zA-Z0-9] | [a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]
 *     registry        ( host-component ("." host-component)* | "[" [a-fA-F0-9:]+ "]" ) ( ":" [0-9]+ )?
 *
 * Zone identifiers and IPv4-mapped addresses are excluded, and numbers are not range-checked.
 */
export function scanRegistry(text: string, start: number, end: number): RegistryScan {
  const bracketed = text[start] === '[';
  const host = bracketed ? scanAddress(text, start, end) : scanHost(text, start, end);
  if (!host.complete || text[host.stop] !== ':' || host.stop >= end) return host;
  const stop = skip(text, host.stop + 1, end, DIGIT);
  return { stop, complete: stop > host.stop + 1, inside: 'port' };
}

function scanHost(text: string, start: number, end: number): RegistryScan {
  let offset = start;
  for (; offset < end; offset++) {
    if (isAt(text, offset, ALPHANUMERIC)) continue;
    const inComponent = offset > start && text[offset - 1] !== '.';
    if (text[offset] === '-' && inComponent) continue;
    if (text[offset] === '.' && inComponent && text[offset - 1] !== '-') continue;
    break;
  }
  return { stop: offset, complete: offset > start && isAt(text, offset - 1, ALPHANUMERIC), inside: 'host' };
}

function scanAddress(text: string, start: number, end: number): RegistryScan {
  let offset = start + 1;
  while (offset < end && (isAt(text, offset, HEX) || text[offset] === ':')) offset++;
  const closed = offset > start + 1 && offset < end && text[offset] === ']';
  return { stop: closed ? offset + 1 : offset, complete: closed, inside: 'address' };
}

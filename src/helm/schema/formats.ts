import { compileRegexp } from '../../regexp/index.ts';
import {
  hostnameProblem,
  ipv4Problem,
  ipv6Problem,
  runeQuoted,
  uriProblem,
  uriReferenceProblem,
} from './formats-net.ts';
import { dateProblem, dateTimeProblem, durationProblem, timeProblem } from './formats-time.ts';

/** What is wrong with a text; undefined if nothing is. */
type Format = (text: string) => string | undefined;

/** The formats that jsonschema 6.0.3 checks up to draft 7 (format.go), each as strict as there. */
const formats: ReadonlyMap<string, Format> = new Map([
  ['date', dateProblem],
  ['date-time', dateTimeProblem],
  ['duration', durationProblem],
  ['email', emailProblem],
  ['hostname', hostnameProblem],
  ['ipv4', ipv4Problem],
  ['ipv6', ipv6Problem],
  ['iri', uriProblem],
  ['iri-reference', uriReferenceProblem],
  ['json-pointer', pointerProblem],
  ['regex', regexProblem],
  ['relative-json-pointer', relativePointerProblem],
  ['semver', semverProblem],
  ['time', timeProblem],
  ['uri', uriProblem],
  ['uri-reference', uriReferenceProblem],
  ['uuid', uuidProblem],
]);

/** What is wrong with a text of a format; nothing is with a format that is not known. */
export function formatProblem(format: string, text: string): string | undefined {
  return formats.get(format)?.(text);
}

function regexProblem(text: string): string | undefined {
  const compiled = compileRegexp(text);
  return compiled.ok ? undefined : compiled.error.message;
}

function pointerProblem(text: string): string | undefined {
  if (text !== '' && !text.startsWith('/')) return 'not starting with /';
  return /~(?![01])/.test(text) ? '~ must be followed by 0 or 1' : undefined;
}

function relativePointerProblem(text: string): string | undefined {
  const [digits = ''] = /^\d*/.exec(text) ?? [];
  if (digits === '') return 'must start with non-negative integer';
  if (digits.length > 1 && digits.startsWith('0')) return 'starts with zero';
  const rest = text.slice(digits.length);
  return rest === '#' ? undefined : pointerProblem(rest);
}

function uuidProblem(text: string): string | undefined {
  const lengths = [8, 4, 4, 4, 12];
  const groups = text.split('-');
  if (groups.length !== lengths.length) return `must have ${lengths.length} elements`;
  for (const [i, group] of groups.entries()) {
    if (group.length !== lengths[i]) return `element ${i + 1} must be ${lengths[i]} characters long`;
    const wrong = /[^0-9a-fA-F]/u.exec(group)?.[0];
    if (wrong !== undefined) return `non-hex character ${runeQuoted(wrong)}`;
  }
  return undefined;
}

function emailProblem(text: string): string | undefined {
  if (new TextEncoder().encode(text).length > 254) return 'more than 255 characters long';
  const at = text.lastIndexOf('@');
  if (at === -1) return 'missing @';
  const wrong = localPartProblem(text.slice(0, at));
  if (wrong !== undefined) return wrong;
  const domain = text.slice(at + 1);
  const address = /^\[(.*)\]$/s.exec(domain)?.[1];
  if (address === undefined) return within('invalid domain', hostnameProblem(domain));
  if (!address.startsWith('IPv6:')) return within('invalid ipv4 address', ipv4Problem(address));
  return within('invalid ipv6 address', ipv6Problem(address.slice('IPv6:'.length)));
}

function localPartProblem(local: string): string | undefined {
  if (local.length > 64) return 'local part more than 64 characters long';
  const inner = /^"(.*)"$/s.exec(local)?.[1];
  if (inner !== undefined)
    return /[\\"]/.test(inner) ? 'backslash and quote are not allowed within quoted local part' : undefined;
  if (local.startsWith('.')) return 'starts with dot';
  if (local.endsWith('.')) return 'ends with dot';
  if (local.includes('..')) return 'consecutive dots';
  const wrong = /[^a-zA-Z0-9.!#$%&'*+\-/=?^_`{|}~]/u.exec(local)?.[0];
  return wrong === undefined ? undefined : `invalid character ${runeQuoted(wrong)}`;
}

function within(what: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${what}: ${problem}`;
}

const identifier = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)';
const semver = new RegExp(
  `^(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){2}(?:-${identifier}(?:\\.${identifier})*)?(?:\\+[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?$`,
);

function semverProblem(text: string): string | undefined {
  return text.length <= 256 && semver.test(text) ? undefined : 'it is no semantic version';
}

import { comparePrereleases, compareVersions, parseVersion, type Version } from './version.ts';

/** Groups of which one has to hold, each of parts that all have to. */
export type Constraint = readonly ConstraintGroup[];

interface ConstraintGroup {
  readonly parts: readonly Part[];
  /** A part names a prerelease: only then does a prerelease fit. */
  readonly prereleases: boolean;
}

interface Part {
  readonly operator: string;
  readonly version: Version;
  /** The first number that is left out, or a wildcard. */
  readonly open: 'major' | 'minor' | 'patch' | undefined;
}

const maxLength = 512;
const maxGroups = 32;

const number = '(?:\\d+|[xX*])';
const suffix = '(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?';
const version = `v?${number}(?:\\.${number})?(?:\\.${number})?${suffix}`;
const operator = '(?:!=|>=|=>|<=|=<|~>|=|>|<|~|\\^)?';
/** Its numbers take in bars, too, so that `1||2 - 3` is no range behind a bar, but `>= 1||2, <= 3`. */
const rangeEnd = version.replaceAll(number, '[0-9|xX*]+');
const range = new RegExp(`\\s*(${rangeEnd})\\s+-\\s+(${rangeEnd})\\s*`, 'g');
const part = new RegExp(`(${operator})\\s*(${version})`, 'g');
const group = new RegExp(
  `^\\s*${operator}\\s*${version}\\s*(?:(?:\\s+|,\\s*)${operator}\\s*${version}\\s*)*$`,
);

/** Reads a constraint as Masterminds/semver does: `>=1.2 <3, !=2.1 || ~4.x`, `1.2 - 1.5`. Undefined for what is none. */
export function parseConstraint(text: string): Constraint | undefined {
  if (known.has(text)) return known.get(text);
  const constraint = readConstraint(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, constraint);
  return constraint;
}

const known = new Map<string, Constraint | undefined>();
const mostKnown = 1_000;

function readConstraint(text: string): Constraint | undefined {
  if (text.length > maxLength) return undefined;
  const groups = text.replace(range, '>= $1, <= $2 ').split('||');
  if (groups.length > maxGroups) return undefined;
  const read = groups.map(parseGroup);
  return read.every((each) => each !== undefined) ? read : undefined;
}

export function satisfies(version: Version, constraint: Constraint): boolean {
  return constraint.some(
    ({ parts, prereleases }) =>
      (version.prerelease === '' || prereleases) && parts.every((each) => fits(version, each)),
  );
}

function parseGroup(text: string): ConstraintGroup | undefined {
  if (!group.test(text)) return undefined;
  const parts: Part[] = [];
  for (const [, operator = '', version = ''] of text.matchAll(part)) {
    const read = parsePart(operator, version);
    if (read === undefined) return undefined;
    parts.push(read);
  }
  return { parts, prereleases: parts.some((each) => each.version.prerelease !== '') };
}

const pieces = /^v?([^.+-]+)(?:\.([^.+-]+))?(?:\.([^.+-]+))?(-[^+]*)?/;

function parsePart(operator: string, text: string): Part | undefined {
  const [, major = '', minor = '', patch = '', prerelease = ''] = pieces.exec(text) ?? [];
  const open = isOpen(major) ? 'major' : isOpen(minor) ? 'minor' : isOpen(patch) ? 'patch' : undefined;
  const numbers =
    open === 'major'
      ? '0.0.0'
      : open === 'minor'
        ? `${major}.0.0`
        : open === 'patch'
          ? `${major}.${minor}.0`
          : `${major}.${minor}.${patch}`;
  const version = parseVersion(numbers + prerelease);
  return version === undefined ? undefined : { operator, version, open };
}

function isOpen(text: string): boolean {
  return text === '' || text === 'x' || text === 'X' || text === '*';
}

function fits(version: Version, part: Part): boolean {
  const order = compareVersions(version, part.version);
  switch (part.operator) {
    case '':
    case '=':
      return part.open === undefined ? order === 0 : isNear(version, part);
    case '!=':
      return part.open === undefined ? order !== 0 : isElsewhere(version, part);
    case '>':
      return isGreater(version, part, order);
    case '<':
      return order < 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<=':
    case '=<':
      return isAtMost(version, part, order);
    case '^':
      return order >= 0 && isCompatible(version, part);
    default:
      return isNear(version, part);
  }
}

/** `~1.2.3`: not below it, and of the same minor; `~1`: of the same major. Anything fits `~0.0.0` and `~*`. */
function isNear(version: Version, { version: base, open }: Part): boolean {
  if (compareVersions(version, base) < 0) return false;
  const zero = base.major === 0n && base.minor === 0n && base.patch === 0n;
  if (zero && open !== 'minor' && open !== 'patch') return true;
  return version.major === base.major && (version.minor === base.minor || open === 'minor');
}

function isElsewhere(version: Version, { version: base, open }: Part): boolean {
  if (version.major !== base.major) return true;
  if (open === 'minor') return false;
  if (version.minor !== base.minor) return true;
  if (open !== 'patch' && version.patch !== base.patch) return true;
  return comparePrereleases(version.prerelease, base.prerelease) !== 0;
}

/** `>11` is 12 and above, and `>11.1` is 11.2 and above. */
function isGreater(version: Version, { version: base, open }: Part, order: number): boolean {
  if (open === undefined || version.major !== base.major) return order > 0;
  if (open === 'minor') return false;
  return open === 'patch' ? version.minor > base.minor : order > 0;
}

/** `<=11` is below 12, and `<=11.1` below 11.2. */
function isAtMost(version: Version, { version: base, open }: Part, order: number): boolean {
  if (open === undefined) return order <= 0;
  if (version.major !== base.major) return version.major < base.major;
  return version.minor <= base.minor || open === 'minor';
}

/** `^1.2.3`: of the same major; `^0.2.3`: of the same minor; `^0.0.3`: itself. */
function isCompatible(version: Version, { version: base, open }: Part): boolean {
  if (base.major > 0n || open === 'minor') return version.major === base.major;
  if (version.major > 0n) return false;
  if (base.minor > 0n || open === 'patch') return version.minor === base.minor;
  return version.minor === 0n && version.patch === base.patch;
}

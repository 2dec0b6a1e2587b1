/**
 * A semantic version as Masterminds/semver reads it, which Helm uses: a leading `v`, missing numbers and
 * zeros before numbers are allowed.
 */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** `rc.1`; empty for a release. */
  readonly prerelease: string;
  /** What follows `+`. */
  readonly metadata: string;
  /** As it was written. */
  readonly original: string;
}

const maxLength = 256;

const pattern =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

const maxNumber = 2n ** 64n - 1n;

const known = new Map<string, Version | undefined>();
const mostKnown = 1_000;

/** Undefined for a text that is no version. */
export function parseVersion(text: string): Version | undefined {
  if (known.has(text)) return known.get(text);
  const version = readVersion(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, version);
  return version;
}

function readVersion(text: string): Version | undefined {
  const match = text.length > maxLength ? null : pattern.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  const version = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch) };
  if (Object.values(version).some((number) => number > maxNumber)) return undefined;
  return { ...version, prerelease, metadata, original: text };
}

/** Negative where `a` comes first; metadata counts for nothing (semver.org, 11). */
export function compareVersions(a: Version, b: Version): number {
  return (
    compare(a.major, b.major) ||
    compare(a.minor, b.minor) ||
    compare(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const others = b.split('.');
  for (const [index, part] of a.split('.').entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return -1;
}

/** A number comes before a word. */
function compareParts(a: string, b: string): number {
  const numbers = [a, b].map((part) => /^\d+$/.test(part));
  if (numbers[0] === true && numbers[1] === true) return compare(BigInt(a), BigInt(b));
  if (numbers[0] !== numbers[1]) return numbers[0] === true ? -1 : 1;
  return compare(a, b);
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

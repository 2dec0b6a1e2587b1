import { compareVersions, parseVersion, type Version } from '../semver/version.ts';
import type { Value } from '../values/value.ts';
import { anyAt } from './args.ts';
import { bool, int, text } from './make.ts';
import type { Functions, TemplateFunction } from './types.ts';
import { versionValue } from './versions.ts';

const release = { prerelease: '', metadata: '' };

/** The methods of what `semver` gives (Masterminds/semver 3.4); their first argument is the version itself. */
export const versionMethods: Functions = {
  Major: part(({ major }) => int(major)),
  Minor: part(({ minor }) => int(minor)),
  Patch: part(({ patch }) => int(patch)),
  Prerelease: part(({ prerelease }) => text(prerelease)),
  Metadata: part(({ metadata }) => text(metadata)),
  Original: {
    params: [],
    run: ([version]) => text(version?.kind === 'string' ? (version.original ?? version.value) : ''),
  },
  String: { params: [], run: ([version]) => text(version?.kind === 'string' ? version.value : '') },
  Compare: comparison((order) => int(Math.sign(order))),
  Equal: comparison((order) => bool(order === 0)),
  LessThan: comparison((order) => bool(order < 0)),
  LessThanEqual: comparison((order) => bool(order <= 0)),
  GreaterThan: comparison((order) => bool(order > 0)),
  GreaterThanEqual: comparison((order) => bool(order >= 0)),
  IncMajor: next(({ major }) => ({ major: major + 1n, minor: 0n, patch: 0n })),
  IncMinor: next(({ major, minor }) => ({ major, minor: minor + 1n, patch: 0n })),
  // What comes after a prerelease is the release.
  IncPatch: next(({ major, minor, patch, prerelease }) => ({
    major,
    minor,
    patch: prerelease === '' ? patch + 1n : patch,
  })),
};

function versionOf(value: Value): Version {
  const read = value.kind === 'string' ? parseVersion(value.value) : undefined;
  if (read === undefined) throw new TypeError('a version that cannot be read');
  return read;
}

function part(of: (version: Version) => Value): TemplateFunction {
  return { params: [], run: (args) => of(versionOf(anyAt(args, 0))) };
}

function comparison(of: (order: number) => Value): TemplateFunction {
  return {
    params: ['version'],
    run: (args) => of(compareVersions(versionOf(anyAt(args, 0)), versionOf(anyAt(args, 1)))),
  };
}

/** The numbers of a version are uint64. */
function wrapped(number: bigint): bigint {
  return BigInt.asUintN(64, number);
}

function next(of: (version: Version) => Pick<Version, 'major' | 'minor' | 'patch'>): TemplateFunction {
  return part((version) => {
    const { major, minor, patch } = of(version);
    const numbers = { major: wrapped(major), minor: wrapped(minor), patch: wrapped(patch) };
    const original = `${numbers.major}.${numbers.minor}.${numbers.patch}`;
    return versionValue({ ...numbers, ...release, original }, original);
  });
}

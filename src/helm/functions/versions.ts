import { quote } from '../go/fmt/quote.ts';
import { parseConstraint, satisfies } from '../semver/constraint.ts';
import { parseVersion, type Version } from '../semver/version.ts';
import type { StringValue, Value } from '../values/value.ts';
import { textAt } from './args.ts';
import { bool, int, text } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** Versions (sprig 3.3.0, semver.go). */
export const versions: Functions = {
  semver: {
    params: ['string'],
    run: (args) => ({ ...text(shown(version(textAt(args, 0)))), type: '*semver.Version' }),
  },
  semverCompare: {
    params: ['string', 'string'],
    run: (args) => {
      const constraint = parseConstraint(textAt(args, 0));
      if (constraint === undefined)
        throw new FunctionFailure(`improper constraint: ${quote(textAt(args, 0))}`);
      return bool(satisfies(version(textAt(args, 1)), constraint));
    },
  },
};

/** What `.Major` and the other methods of a version give that `semver` made; undefined for any other name. */
export function versionMember(value: StringValue, name: string): Value | undefined {
  const read = parseVersion(value.value);
  if (read === undefined || value.type !== '*semver.Version') return undefined;
  switch (name) {
    case 'Major':
      return int(read.major);
    case 'Minor':
      return int(read.minor);
    case 'Patch':
      return int(read.patch);
    case 'Prerelease':
      return text(read.prerelease);
    case 'Metadata':
      return text(read.metadata);
    case 'Original':
    case 'String':
      return text(value.value);
    default:
      return undefined;
  }
}

function version(given: string): Version {
  const read = parseVersion(given);
  if (read === undefined) throw new FunctionFailure('invalid semantic version');
  return read;
}

function shown({ major, minor, patch, prerelease, metadata }: Version): string {
  const suffix = (prerelease && `-${prerelease}`) + (metadata && `+${metadata}`);
  return `${major}.${minor}.${patch}${suffix}`;
}

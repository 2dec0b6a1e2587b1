import { quote } from '../go/fmt/quote.ts';
import { parseConstraint, satisfies } from '../semver/constraint.ts';
import { parseVersion, type Version } from '../semver/version.ts';
import type { StringValue } from '../values/value.ts';
import { textAt } from './args.ts';
import { bool, text } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** Versions (sprig 3.3.0, semver.go). */
export const versions: Functions = {
  semver: {
    params: ['string'],
    run: (args) => versionValue(version(textAt(args, 0)), textAt(args, 0)),
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

/** What `semver` gives: it prints as the version is understood. */
export function versionValue(read: Version, original: string): StringValue {
  return { ...text(shown(read)), type: '*semver.Version', original };
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

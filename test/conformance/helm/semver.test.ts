import { describe, expect, it } from 'vitest';
import { parseConstraint, satisfies } from '../../../src/helm/semver/constraint.ts';
import { compareVersions, parseVersion } from '../../../src/helm/semver/version.ts';

function check(constraint: string, text: string): boolean | undefined {
  const parsed = parseConstraint(constraint);
  const version = parseVersion(text);
  return parsed && version && satisfies(version, parsed);
}

// What Masterminds/semver 3.5 answers to each, as it was run.
describe('semver constraints', () => {
  it.each<[string, string, boolean | undefined]>([
    ['1.2.3', '1.2.3', true],
    ['1.2.3', 'v1.2.3+build', true],
    ['1.2.3', '1.2.4', false],
    ['1.2', '1.2.9', true],
    ['1', '1.9.9', true],
    ['1.x.x', '2.0.0', false],
    ['*', '5.6.7', true],
    ['*', '1.0.0-rc.1', false],
    ['>=1.0.0-0', '1.2.0-rc.1', true],
    ['>11', '11.9.0', false],
    ['>11', '12.0.0', true],
    ['>11.1', '11.1.5', false],
    ['<=11', '11.9.0', true],
    ['<=11.1', '11.2.0', false],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['~>1', '1.9.0', true],
    ['^1.2.3', '1.9.0', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.4', false],
    ['^0', '0.9.0', true],
    ['!=1.2', '1.2.5', false],
    ['!=1.2', '1.3.0', true],
    ['>=1.2 <2, !=1.5.0', '1.5.0', false],
    ['>=1.2 <2, !=1.5.0', '1.6.0', true],
    ['<1 || >=3', '3.1.0', true],
    ['1.2 - 1.4.5', '1.4.5', true],
    ['1.2 - 1.4.5', '1.4.6', false],
    ['>= 01.2', '1.2', true],
    ['', '1.0.0', undefined],
    ['>=1.2<3', '2.0.0', undefined],
    ['==1', '1.0.0', undefined],
    ['1.2,', '1.2.0', undefined],
    ['1', 'latest', undefined],
  ])('%s on %s', (constraint, version, expected) => {
    expect(check(constraint, version)).toBe(expected);
  });

  it('come in the order of semver.org', () => {
    const sorted = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2']
      .concat(['1.0.0-beta.11', '1.0.0-rc.1', '1', '1.0.1', '2'])
      .map((text) => parseVersion(text));
    const versions = sorted.filter((version) => version !== undefined);
    expect(versions).toHaveLength(10);
    for (const [i, a] of versions.entries())
      for (const [j, b] of versions.entries())
        expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
  });
});

import { describe, expect, test } from 'vitest';
import type { CacheRule } from '../../../../src/cache/index.ts';
import { type Changes, changesBetween, noChanges } from '../../../../src/server/control-plane/changes.ts';
import { merge } from '../../../../src/server/control-plane/merge.ts';
import { configuredState } from '../../../../src/server/control-plane/state.ts';
import { cacheRegistry } from '../../../support/server/cache.ts';

const at = '2026-01-01T00:00:00.000Z';
const b: CacheRule = { name: 'quay-b', source: 'quay.io/a/b', target: 'b' };
const elsewhere: CacheRule = { ...b, target: 'elsewhere/b' };
const mcr: CacheRule = { name: 'mcr-all', source: 'mcr.microsoft.com/*', target: 'mcr/*' };

/** What led from one list of rules to another. */
function changes(before: readonly CacheRule[], after: readonly CacheRule[]): Changes {
  const state = (rules: readonly CacheRule[]) => configuredState(cacheRegistry(rules), at);
  return changesBetween(state(before), state(after));
}

function merged(
  configured: readonly CacheRule[],
  made: Changes,
): { rules: readonly CacheRule[]; notes: readonly string[] } {
  const { state, notes } = merge(cacheRegistry(configured), made, at);
  return { rules: state.rules.map(({ name, source, target }) => ({ name, source, target })), notes };
}

describe('a configuration and what was changed of it', () => {
  test.each<[string, readonly CacheRule[], Changes, readonly CacheRule[]]>([
    ['nothing was changed', [mcr], noChanges, [mcr]],
    ['one was created', [mcr], changes([mcr], [mcr, b]), [mcr, b]],
    ['one was deleted', [mcr, b], changes([mcr, b], [mcr]), [mcr]],
    ['the configuration has learnt of the one created', [b, mcr], changes([mcr], [mcr, b]), [b, mcr]],
    ['the configuration has learnt of the one deleted', [mcr], changes([mcr, b], [mcr]), [mcr]],
    ['something else came into the configuration', [mcr, b], changes([], [b]), [mcr, b]],
    ['something else left the configuration', [], changes([mcr], [mcr, b]), [b]],
    ['one was deleted and created again elsewhere', [b], changes([b], [elsewhere]), [elsewhere]],
  ])('%s', (_, configured, made, rules) => {
    expect(merged(configured, made).rules).toEqual(rules);
  });

  test.each<[string, readonly CacheRule[], Changes, RegExp]>([
    [
      'created, and configured differently since',
      [elsewhere],
      changes([], [b]),
      /^cache rule quay-b: what was created with az .* says otherwise now/,
    ],
    [
      'deleted, and configured differently since',
      [elsewhere],
      changes([b], []),
      /^cache rule quay-b: what was deleted with az .* says otherwise now/,
    ],
    [
      'changed, and removed from the configuration since',
      [],
      changes([b], [elsewhere]),
      /^cache rule quay-b: what was changed with az .* has none now/,
    ],
  ])('%s: the configuration wins, and says so', (_, configured, made, note) => {
    const { rules, notes } = merged(configured, made);
    expect(rules).toEqual(configured);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });

  test('a rule that ACR would not have beside the configuration is left out, and nothing else', () => {
    const within: CacheRule = {
      name: 'mcr-dotnet',
      source: 'mcr.microsoft.com/dotnet/*',
      target: 'mcr/dotnet/*',
    };
    const { rules, notes } = merged([mcr], changes([], [within, b]));
    expect(rules).toEqual([mcr, b]);
    expect(notes).toEqual([
      expect.stringMatching(
        /^cache rule mcr-dotnet, created with az, is not served\. The cache rules mcr-all .* overlap/,
      ),
    ]);
  });

  test('what a configuration cannot tell, or does not, is no disagreement', () => {
    const identities = ['/subscriptions/s/i'];
    const rule = { name: 'acr-other', source: 'other.azurecr.io/a/*', target: 'other/*' };
    const set = { name: 'quay-set', loginServer: 'quay.io' };
    const secrets = { usernameSecretId: 'https://v/secrets/u', passwordSecretId: 'https://v/secrets/p' };
    const none = configuredState(cacheRegistry([]), at);
    const stamps = { createdAt: at, changedAt: at };
    const made = changesBetween(none, {
      ...none,
      rules: [{ ...rule, identities, ...stamps }],
      credentialSets: [{ ...set, ...secrets, ...stamps }],
    });
    const { state, notes } = merge({ ...cacheRegistry([rule]), credentialSets: [set] }, made, at);
    expect(notes).toEqual([]);
    expect(state.rules).toMatchObject([{ name: 'acr-other', identities }]);
    expect(state.credentialSets).toMatchObject([{ name: 'quay-set', ...secrets }]);
    const other = merge(
      { ...cacheRegistry([]), credentialSets: [{ ...set, ...secrets, passwordSecretId: 'x' }] },
      made,
      at,
    );
    expect(other.notes).toEqual([expect.stringMatching(/^credential set quay-set: .* says otherwise now/)]);
  });

  test('names are compared without case', () => {
    const { rules, notes } = merged([{ ...b, name: 'QUAY-B' }], changes([b], []));
    expect(rules).toEqual([]);
    expect(notes).toHaveLength(1);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CacheRule } from '../../src/cache/index.ts';
import { changesBetween } from '../../src/server/control-plane/changes.ts';
import { merge } from '../../src/server/control-plane/merge.ts';
import {
  type ControlPlaneState,
  configuredState,
  type RuleResource,
  registryOf,
} from '../../src/server/control-plane/state.ts';
import { cacheRegistry } from '../support/server/cache.ts';

const at = '2026-01-01T00:00:00.000Z';
const later = '2026-02-01T00:00:00.000Z';

/** Few names and fewer places, so that lists meet; a target says whose it is, so that none overlaps. */
const rule = fc.record({ at: fc.integer({ min: 0, max: 6 }), place: fc.integer({ min: 0, max: 2 }) }).map(
  ({ at: number, place }): CacheRule => ({
    name: `rule-${number}`,
    source: `quay.io/a/${number}-${place}`,
    target: `q/${number}-${place}`,
  }),
);
const rules = fc.uniqueArray(rule, { selector: ({ name }) => name, maxLength: 7 });

function stateOf(list: readonly CacheRule[]): ControlPlaneState {
  return configuredState(cacheRegistry(list), later);
}

function plain(list: readonly RuleResource[]): readonly string[] {
  return list.map(({ name, source, target }) => `${name} ${source} ${target}`).sort();
}

test('what was kept leads from the same configuration to the same rules', () => {
  fc.assert(
    fc.property(rules, rules, (configured, wanted) => {
      const kept = changesBetween(configuredState(cacheRegistry(configured), at), stateOf(wanted));
      const { state } = merge(cacheRegistry(configured), kept, at);
      expect(plain(state.rules)).toEqual(plain(wanted));
    }),
  );
});

test('a configuration that has caught up is served as it is, and nothing is said', () => {
  fc.assert(
    fc.property(rules, rules, (configured, wanted) => {
      const kept = changesBetween(configuredState(cacheRegistry(configured), at), stateOf(wanted));
      const { state, notes } = merge(cacheRegistry(wanted), kept, at);
      expect(plain(state.rules)).toEqual(plain(wanted));
      expect(notes).toEqual([]);
    }),
  );
});

test('a rule of a configuration written anew is served, or its deletion is told', () => {
  fc.assert(
    fc.property(rules, rules, rules, (before, wanted, after) => {
      const kept = changesBetween(configuredState(cacheRegistry(before), at), stateOf(wanted));
      const { state, notes } = merge(cacheRegistry(after), kept, at);
      const served = new Set(plain(registryOf(cacheRegistry(after), state).rules));
      for (const own of after) {
        const [text = ''] = plain([own]);
        const changed = kept.rules.find(({ name }) => name === own.name);
        const replaced =
          changed?.is !== null && changed?.is !== undefined && served.has(plain([changed.is])[0] ?? '');
        expect(served.has(text) || replaced || notes.some((note) => note.includes(own.name))).toBe(true);
      }
    }),
  );
});

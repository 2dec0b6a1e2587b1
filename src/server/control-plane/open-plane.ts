import type { CacheRegistry } from '../../cache/index.ts';
import { type ArmAnswer, refusal } from './answer.ts';
import { type Changes, changesBetween } from './changes.ts';
import { merge } from './merge.ts';
import type { Plane } from './plane.ts';
import { type ControlPlaneState, configuredState, registryOf } from './state.ts';

export interface PlaneSettings
  extends Pick<Plane, 'registry' | 'origin' | 'operations' | 'healthOf' | 'now'> {
  /** What the configuration knows of the registry. */
  readonly configured: CacheRegistry;
  /** What was changed of it before. */
  readonly changes: Changes;
  /** Makes changes outlive the server. */
  readonly keep: (changes: Changes) => Promise<void>;
  readonly serve: (registry: CacheRegistry) => void;
  /** The repositories that hold something. */
  readonly repositories: () => Promise<readonly string[]>;
}

export interface OpenedPlane {
  readonly plane: Plane;
  /** What of the configuration or of the changes is not served, and why. A sentence each. */
  readonly notes: readonly string[];
  /** Starts from another configuration, with the changes so far; gives what is served, and the notes on it. */
  reconfigure(
    configured: CacheRegistry,
  ): Promise<{ readonly registry: CacheRegistry; readonly notes: readonly string[] }>;
}

/** The control plane's memory. */
export function openPlane(settings: PlaneSettings): OpenedPlane {
  const { changes, keep, serve, repositories, now, ...rest } = settings;
  let configured = settings.configured;
  let start = configuredState(configured, now());
  const merged = merge(configured, changes, now());
  let state: ControlPlaneState = merged.state;
  serve(registryOf(configured, state));

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  const change: Plane['change'] = (decide) =>
    inTurn(async (): Promise<ArmAnswer> => {
      const step = await decide(state);
      if (!step.ok) return refusal(step.error);
      if (step.value.state !== state) {
        await keep(changesBetween(start, step.value.state));
        state = step.value.state;
        serve(registryOf(configured, state));
      }
      return step.value.answer;
    });
  const plane: Plane = {
    ...rest,
    now,
    state: () => state,
    change,
    judged: async (next) => ({
      ...registryOf(configured, next),
      existingRepositories: [...configured.existingRepositories, ...(await repositories())],
    }),
  };
  return {
    plane,
    notes: merged.notes,
    reconfigure: (next) =>
      inTurn(async () => {
        const again = merge(next, changesBetween(start, state), now());
        configured = next;
        start = configuredState(next, now());
        state = again.state;
        const registry = registryOf(configured, state);
        serve(registry);
        return { registry, notes: again.notes };
      }),
  };
}

import type { CacheRegistry } from '../../cache/index.ts';
import { type ArmAnswer, refusal } from './answer.ts';
import type { Plane } from './plane.ts';
import { type ControlPlaneState, registryOf } from './state.ts';

export interface PlaneSettings
  extends Pick<Plane, 'registry' | 'origin' | 'operations' | 'healthOf' | 'now'> {
  /** What the configuration knows of the registry. */
  readonly configured: CacheRegistry;
  readonly initial: ControlPlaneState;
  /** Makes a state outlive the server. */
  readonly keep: (state: ControlPlaneState) => Promise<void>;
  readonly serve: (registry: CacheRegistry) => void;
  /** The repositories that hold something. */
  readonly repositories: () => Promise<readonly string[]>;
}

/** The control plane's memory. */
export function openPlane(settings: PlaneSettings): Plane {
  const { configured, initial, keep, serve, repositories, ...rest } = settings;
  let state = initial;
  let turn: Promise<unknown> = Promise.resolve();

  const change: Plane['change'] = (decide) => {
    const mine = turn.then(async (): Promise<ArmAnswer> => {
      const step = await decide(state);
      if (!step.ok) return refusal(step.error);
      if (step.value.state !== state) {
        await keep(step.value.state);
        state = step.value.state;
        serve(registryOf(configured, state));
      }
      return step.value.answer;
    });
    turn = mine.catch(() => {});
    return mine;
  };
  return {
    ...rest,
    state: () => state,
    change,
    judged: async (next) => ({
      ...registryOf(configured, next),
      existingRepositories: [...configured.existingRepositories, ...(await repositories())],
    }),
  };
}

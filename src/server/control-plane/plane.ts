import type { CacheRegistry, CredentialSet } from '../../cache/index.ts';
import type { Result } from '../../result.ts';
import type { ArmAnswer, ArmError } from './answer.ts';
import type { Scope } from './azure-ids.ts';
import type { Operations } from './operations.ts';
import type { ArmRegistry, CredentialHealth } from './resources.ts';
import type { ArmRoute } from './routes.ts';
import type { ControlPlaneState } from './state.ts';

export interface ArmRequest {
  readonly method: string;
  readonly route: ArmRoute;
  readonly query: URLSearchParams;
  /** Parsed JSON; undefined when the body is empty. */
  readonly body: unknown;
}

/** What a request that changes something leads to. */
export interface Step {
  readonly state: ControlPlaneState;
  readonly answer: ArmAnswer;
}

/** What the handlers of the control plane work with. */
export interface Plane {
  readonly registry: ArmRegistry;
  /** `https://127.0.0.1:5443` */
  readonly origin: string;
  readonly operations: Operations;
  readonly state: () => ControlPlaneState;
  /** Changes happen one after the other; when the answer is there the change is kept and served. */
  readonly change: (
    decide: (state: ControlPlaneState) => Promise<Result<Step, ArmError>>,
  ) => Promise<ArmAnswer>;
  /** The registry as new rules are judged against: with the repositories that hold something. */
  readonly judged: (state: ControlPlaneState) => Promise<CacheRegistry>;
  readonly healthOf: (set: CredentialSet) => Promise<CredentialHealth>;
  /** ISO. */
  readonly now: () => string;
}

export function scopeOf({ names }: ArmRoute): Scope {
  return { subscription: names.subscription ?? '', group: names.group ?? '' };
}

export function apiVersionOf(query: URLSearchParams): string {
  return query.get('api-version') ?? '';
}

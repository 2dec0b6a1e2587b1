import { DOCKER_HUB } from '../../image/index.ts';
import type { RateLimit } from '../../registry/index.ts';
import type { VerifyTarget } from '../../verify/index.ts';

export interface HubBudget {
  readonly message: string;
  /** It is known that the pulls that are left do not suffice. */
  readonly exceeded: boolean;
}

/**
 * What pulling the images is going to cost at Docker Hub, where it says that it counts: every manifest that is sent is a pull, and an
 * image for several platforms has one for each, and its index (Docker's documentation, "Usage and limits"). Undefined where it does not count.
 */
export function hubBudget(
  targets: readonly VerifyTarget[],
  platforms: readonly string[],
  limit: RateLimit | undefined,
): HubBudget | undefined {
  const images = hubTargets(targets).length;
  if (images === 0 || limit?.remaining === undefined) return undefined;
  const { remaining, limit: whole, windowSeconds } = limit;
  const left = `${remaining} pulls are left${whole === undefined ? '' : ` of ${whole}`}${windowSeconds === undefined ? '' : ` in ${Math.round(windowSeconds / 3_600)} h`}`;
  const most =
    platforms.length === 0 ? 'and one more for each platform' : `at most ${images * (1 + platforms.length)}`;
  const advice =
    platforms.length === 0 ? '--platform linux/amd64 pulls only that one' : 'a login raises the limit';
  const cost = `${images === 1 ? 'one image' : `${images} images`} from Docker Hub cost at least ${images} ${images === 1 ? 'pull' : 'pulls'}, ${most}; ${left}`;
  const exceeded = remaining < images;
  return { message: exceeded ? `${cost}: not all of them will pull; ${advice}` : cost, exceeded };
}

export function hubTargets(targets: readonly VerifyTarget[]): readonly VerifyTarget[] {
  return targets.filter(({ upstream }) => upstream.registry === DOCKER_HUB);
}

import { formatReference } from '../image/index.ts';
import type { PullError, VerifyTarget } from './types.ts';

/** Whom it makes no sense to ask any further, so that a limit is not exceeded once for every image. */
export interface Halts {
  /** The error of a target that is not asked for any more. */
  find(target: VerifyTarget): PullError | undefined;
  note(target: VerifyTarget, error: PullError): void;
}

export function createHalts(): Halts {
  let everything: PullError | undefined;
  const upstreams = new Map<string, PullError>();
  return {
    find: ({ upstream }) => everything ?? upstreams.get(upstream.registry),
    note: (target, error) => {
      const { registry } = target.upstream;
      const limited = error.code === 'rate-limited';
      const unreachable = ['network', 'tls'].includes(error.code);
      if (!limited && !unreachable) return;
      const name = formatReference(target.reference);
      if (limited && error.party === 'source') {
        upstreams.set(registry, skipped(error, `not asked, since ${registry} limits the rate: ${name} got`));
      } else {
        everything ??= skipped(error, `not asked, since the registry did not serve ${name}:`);
      }
    },
  };
}

function skipped(error: PullError, why: string): PullError {
  return { ...error, message: `${why} ${error.message}`, skipped: true };
}

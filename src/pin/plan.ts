import type { ImageReference } from '../image/index.ts';
import { repositoryName } from '../image/index.ts';
import type { Result } from '../result.ts';
import type { AskError, TagQuestion } from './ask/types.ts';
import type { AnsweredTag } from './lock/merge-lock.ts';
import { type Lock, type LockedImage, lockKey } from './lock/types.ts';
import type { PinSubject, TagAnswer } from './types.ts';

/**
 * - `fill`: what has no digest gets one, out of the lock where that knows the tag.
 * - `check`: every tag is asked for, to see what has moved.
 * - `update`: every tag is asked for, and what has moved gets the new digest.
 */
export type PinMode = 'fill' | 'check' | 'update';

/** A tag that is to be asked for, and by which name the lock knows it. */
export interface KeyedQuestion extends TagQuestion {
  readonly key: string;
}

export type Answers = ReadonlyMap<string, Result<TagAnswer, AskError>>;

/**
 * What is to become of a use:
 * - `pinned`: it stays; the tag was not asked for, or still names its digest.
 * - `fill`: it has no digest and gets one.
 * - `moved`: its tag names another digest by now, which only `update` writes.
 * - `unlocked`: it is pinned to what its tag names, but the lock records another digest.
 * - `unknown`: its registry did not say.
 */
export type PinOutcome = { readonly subject: PinSubject } & (
  | { readonly state: 'pinned' }
  | { readonly state: 'fill' | 'moved'; readonly digest: string }
  | { readonly state: 'unlocked'; readonly digest: string }
  | { readonly state: 'unknown'; readonly error: AskError }
);

/** The name under which the lock keeps what a subject's tag names. */
export function keyOf({ image }: Pick<PinSubject, 'image'>): string {
  return lockKey({ repository: repositoryName(image), tag: image.tag ?? 'latest' });
}

/** The tags that have to be asked for, each once, in the order of their keys. */
export function questionsOf(
  subjects: readonly PinSubject[],
  lock: Lock,
  mode: PinMode,
): readonly KeyedQuestion[] {
  const groups = groupsOf(subjects);
  return [...groups.keys()].sort().flatMap((key) => {
    const group = groups.get(key) ?? [];
    const [first] = group;
    const locked = lock.get(key);
    const isOpen = mode !== 'fill' || (group.some(isUnpinned) && !isTrusted(locked, group));
    if (first === undefined || !isOpen) return [];
    return [{ key, asked: first.asked, ...(locked === undefined ? {} : { known: answerOf(locked) }) }];
  });
}

/**
 * What becomes of each subject. `answers` are those of `questionsOf` with the same arguments; a tag that was not asked for is
 * taken from the lock.
 */
export function outcomesOf(
  subjects: readonly PinSubject[],
  lock: Lock,
  mode: PinMode,
  answers: Answers,
): readonly PinOutcome[] {
  const groups = groupsOf(subjects);
  return subjects.map((subject) => {
    const key = keyOf(subject);
    const locked = lock.get(key);
    const answer = answers.get(key);
    if (answer?.ok === false) {
      if (mode === 'fill' && subject.digest !== undefined) return { subject, state: 'pinned' };
      return { subject, state: 'unknown', error: answer.error };
    }
    const group = groups.get(key) ?? [];
    const digest = answer?.value.digest ?? (isTrusted(locked, group) ? locked?.digest : undefined);
    if (digest === undefined) return { subject, state: 'pinned' };
    if (subject.digest === undefined) return { subject, state: 'fill', digest };
    if (subject.digest !== digest) {
      // Without an answer the lock is no witness against what stands in the file.
      return answer === undefined ? { subject, state: 'pinned' } : { subject, state: 'moved', digest };
    }
    const isOutdated = mode === 'check' && locked !== undefined && locked.digest !== digest;
    return isOutdated ? { subject, state: 'unlocked', digest: locked.digest } : { subject, state: 'pinned' };
  });
}

/** The whole reference that the use of an outcome is to name; undefined where it stays. */
export function wantedReference(outcome: PinOutcome, mode: PinMode): ImageReference | undefined {
  const { state, subject } = outcome;
  if (state !== 'fill' && !(state === 'moved' && mode === 'update')) return undefined;
  const { registry, repository, tag, digest } = subject.use.reference;
  // A chart that prints digests alone has its tag elsewhere; whoever writes neither gets the tag, so that it can be asked for again.
  const written = tag === undefined && digest !== undefined ? {} : { tag: tag ?? 'latest' };
  return { registry, repository, ...written, digest: outcome.digest };
}

/** What the lock is to keep of the answers. */
export function answeredTags(
  subjects: readonly PinSubject[],
  answers: Answers,
): ReadonlyMap<string, AnsweredTag> {
  const answered = new Map<string, AnsweredTag>();
  for (const subject of subjects) {
    const key = keyOf(subject);
    const answer = answers.get(key);
    if (answer?.ok !== true) continue;
    const { image } = subject;
    answered.set(key, {
      repository: repositoryName(image),
      tag: image.tag ?? 'latest',
      answer: answer.value,
    });
  }
  return answered;
}

function groupsOf(subjects: readonly PinSubject[]): ReadonlyMap<string, readonly PinSubject[]> {
  const groups = new Map<string, PinSubject[]>();
  for (const subject of subjects) {
    const key = keyOf(subject);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [subject]);
    else group.push(subject);
  }
  return groups;
}

function isUnpinned({ digest }: PinSubject): boolean {
  return digest === undefined;
}

/**
 * The lock answers for a tag, unless somebody else has pinned it differently since: where files name digests for it, and none of
 * them the lock's, the lock is behind.
 */
function isTrusted(locked: LockedImage | undefined, group: readonly PinSubject[]): boolean {
  if (locked === undefined) return false;
  const pinned = group.filter((subject) => !isUnpinned(subject));
  return pinned.length === 0 || pinned.some(({ digest }) => digest === locked.digest);
}

function answerOf({ digest, mediaType, platforms }: LockedImage): TagAnswer {
  return { digest, mediaType, ...(platforms === undefined ? {} : { platforms }) };
}

/**
 * Tags to digests: which uses are pinned, what each tag names, and the file that records it. What asks registries stands in
 * `ask/`, and is loaded where that is done.
 */
export { type AskError, isUnanswered } from './ask/types.ts';
export { tagBeside } from './edits/digest-field.ts';
export { type FieldBeside, fieldsBeside } from './edits/fields-beside.ts';
export { pinInPlace } from './edits/pin-in-place.ts';
export { formatLock } from './lock/format-lock.ts';
export { equalLocks, mergeLock } from './lock/merge-lock.ts';
export { type LockError, parseLock } from './lock/parse-lock.ts';
export { type StaleLock, staleLock } from './lock/stale-lock.ts';
export { type Lock, type LockedImage, lockKey } from './lock/types.ts';
export {
  type Answers,
  answeredTags,
  type KeyedQuestion,
  keyOf,
  outcomesOf,
  type PinMode,
  type PinOutcome,
  questionsOf,
  wantedReference,
} from './plan.ts';
export { type Asked, type Subjects, subjectsOf } from './subjects.ts';
export type { Left, PinSubject, TagAnswer } from './types.ts';

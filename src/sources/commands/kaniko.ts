import type { Call, Mentioned } from './call.ts';
import { optionValues, splitArguments } from './split-arguments.ts';

const none: ReadonlySet<string> = new Set();

/** `/kaniko/executor`: what it builds it pushes. */
export function kanikoImages({ text, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags: none });
  const pushed = optionValues(args, 'd', 'destination', 'cache-repo');
  return pushed.map((word) => ({ word, purpose: 'push', command: 'kaniko', builds: true }));
}

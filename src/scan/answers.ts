import type { UnresolvedUse } from '../sources/image-use.ts';
import type { Extraction } from '../sources/source.ts';

export interface Answers {
  /** Takes what was found in one file. */
  readonly take: (extraction: Pick<Extraction, 'found' | 'answered'>) => void;
  /** Whether another file says which image it is. */
  readonly isAnswered: (use: UnresolvedUse) => boolean;
}

/** What is left open in one file, and known with another that hands values to it. */
export function answers(): Answers {
  const known = new Set<string>();
  return {
    take: ({ found, answered = [] }) => {
      for (const { file, span } of answered) known.add(`${span.start} ${file}`);
      for (const { answers, unresolved } of found)
        if (answers !== undefined && unresolved === undefined)
          known.add(`${answers.span.start} ${answers.file}`);
    },
    isAnswered: ({ file, span }) => known.size > 0 && known.has(`${span.start} ${file}`),
  };
}

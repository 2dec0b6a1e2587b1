/**
 * Of one thing that was tried: - `holds`; - `wrong`: helm renders something else than the analysis says; - `refused`: the chart does
 * not let itself be rendered like that, which says nothing; - `unsolved`: nothing is known that would make a condition true.
 */
export type Outcome = 'holds' | 'wrong' | 'refused' | 'unsolved';

export interface Check {
  readonly what: 'reported' | 'flip' | 'condition' | 'switch off' | 'repository' | 'registry' | 'tag';
  readonly outcome: Outcome;
  readonly image: string;
  readonly reach: 'default' | 'conditional';
  /** The condition, the switch or the key. */
  readonly tested: string;
  /** What was set. */
  readonly set: string;
  /** What helm said, or rendered. */
  readonly detail: string;
}

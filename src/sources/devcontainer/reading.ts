import type { Fragment, SourceText } from '../../text/index.ts';

/** What the images of a file are read with. */
export interface Reading {
  /** The text that the tree's spans are stretches of. */
  readonly text: SourceText;
  /** What a template's option is by default, by its name. */
  readonly options: ReadonlyMap<string, Fragment>;
}

import type { FoundImage } from '../image-use.ts';

/** An image that a command of a script names. */
export interface CommandImage {
  /** Undefined for one that is built and whose name is not known. */
  readonly found: FoundImage | undefined;
  /** How the script writes it, variables as such: what is built is known by it where its value is not. */
  readonly written: string;
  /** The command makes the image on this machine: nobody pulls it. */
  readonly builds: boolean;
  /** No command that is known names it: it is the value of a variable. */
  readonly assigned?: true;
}

import type { Result } from '../../result.ts';
import type { LayoutError } from './layout-error.ts';

/** A file of a layout that is open. */
export interface SourceFile {
  readonly size: number;
  /** At most `into`'s length; 0 at the end. */
  readonly read: (into: Uint8Array, position: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A layout as it is found. Nobody has looked at what is in its files. */
export interface LayoutSource {
  /** Undefined when there is no such file. A link is an error, and so is anything else that is no plain file. */
  readonly open: (path: string) => Promise<Result<SourceFile | undefined, LayoutError>>;
  readonly close: () => Promise<void>;
}

/** A place that a layout is written to, whole or not at all. Paths are those of the layout. */
export interface LayoutSink {
  /** Takes a file's content from another file. */
  readonly addFile: (path: string, from: string, size: number) => Promise<void>;
  readonly addBytes: (path: string, bytes: Buffer) => Promise<void>;
  /** Puts it in its place. */
  readonly finish: () => Promise<void>;
  /** Removes what was written. */
  readonly abandon: () => Promise<void>;
}

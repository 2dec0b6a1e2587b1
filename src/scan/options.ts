import type { EditedContent, EnvironmentVariables, FileText, WalkEntry, WalkOptions } from '../host/index.ts';
import type { ImagePlaces } from '../sources/configured/index.ts';
import type { ChartMemory } from './charts/chart-memory.ts';
import type { ChartSettings } from './charts/types.ts';
import type { GivenText } from './given-text.ts';

export interface ScanOptions extends WalkOptions {
  /** Files with more bytes are skipped, and said to be. */
  readonly maxBytes: number;
  /** Values of Dockerfile build arguments. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Values of variables that files take from the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Fields and names of the user's own that hold images. */
  readonly places?: ImagePlaces;
  /** How the charts are deployed. */
  readonly charts: ChartSettings;
  /** A Helm to compare with: the program (absolute), and the environment to run it in. */
  readonly helm?: { readonly program: string; readonly environment: EnvironmentVariables };
  /** Texts beside the files. */
  readonly texts?: readonly GivenText[];
  /** What is read in place of what the files hold. */
  readonly edited?: EditedContent;
  /** What a scan before came to, to be read again; nothing is walked then. */
  readonly entries?: readonly WalkEntry[];
  /** Knows charts from scans before, with the same options but for `edited`. */
  readonly chartMemory?: ChartMemory;
  /** Called with whatever may have to do with images, as the walk comes to it. */
  readonly onEntry?: (entry: WalkEntry) => void;
  /** Called with the text of each file that a source has read. */
  readonly onText?: (file: string, content: FileText) => void;
  /** The text of a file, edits included, where it is known without reading it. */
  readonly knownText?: (file: string) => FileText | undefined;
  /** Called with a file, and another one that is read together with it. */
  readonly onTogether?: (file: string, other: string) => void;
  /** Called with the number of files seen so far. */
  readonly onProgress?: (seen: number) => void;
  /** Called when the walk is over, if there are charts to read, with their number. */
  readonly onCharts?: (charts: number) => void;
}

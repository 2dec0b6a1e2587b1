import type { Place } from '../text/fragments.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { FoundImage, SourceId } from './image-use.ts';
import type { ChartRequest } from './releases/chart-request.ts';
import type { ChartSource } from './releases/flux-sources.ts';

/** Something in the file that could not be read; the rest of the file was. */
export interface Problem {
  readonly span: Span;
  /** One sentence: what is wrong. */
  readonly message: string;
}

export interface Extraction {
  readonly found: readonly FoundImage[];
  readonly problems: readonly Problem[];
  /** Files that are of a kind because this one includes them, if nothing else knows what they are. */
  readonly includes?: readonly { readonly path: string; readonly source: Source }[];
  /** Places in other files that leave open which image they have, and are known with this one to be none of their own. */
  readonly answered?: readonly Place[];
  /** The charts that the file has Helm install, with the values that it gives them. */
  readonly requests?: readonly ChartRequest[];
  /** The objects in it that say where charts come from. */
  readonly chartSources?: readonly ChartSource[];
}

/** What an extractor may know besides the text. */
export interface ExtractContext {
  /** Values of Dockerfile build arguments, from the configuration. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Values of variables that a file takes from the environment, from the configuration. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The directory of the Helm chart that the file belongs to, relative to the root; undefined outside charts. */
  readonly chart?: string;
  /**
   * The files of the directory, this one among them, whose paths match, in the order of their names: where a language reads
   * them as one. Asked again for the same directory it gives the same list. Undefined where there is no directory.
   */
  readonly neighbours?: (paths: RegExp) => readonly SourceText[];
  /**
   * The files of any folder of the tree, by its path from the root, whose paths match, in the order of their names. Asked again
   * soon it gives the same list. Undefined where there is no tree.
   */
  readonly folder?: (folder: string, paths: RegExp) => readonly SourceText[];
  /**
   * Another file of the tree, by its path from the root: what a file includes, extends or takes variables from. Undefined
   * where there is none, or no tree.
   */
  readonly fileAt?: (path: string) => SourceText | undefined;
}

/** One kind of artefact that images are read from. Pure: a text in, what was found out. */
export interface Source {
  readonly id: SourceId;
  /**
   * The endings of all files that it claims, in lower case, each from the last dot on: of most files of a tree this is all
   * that is asked. Absent where a name may have any ending, or none.
   */
  readonly endings?: readonly string[];
  /**
   * Texts in lower case, one of which stands in the path of each file that it claims, in any case. Absent where a path may be any
   * with one of the endings.
   */
  readonly words?: readonly string[];
  /** Whether a file at this path could be of this kind; looks at the path alone. */
  readonly claims: (path: string, chart: string | undefined) => boolean;
  /** Of a path that it claims: whether only the content tells that such a file is one. What cannot be read is not reported then. */
  readonly guesses?: (path: string) => boolean;
  /**
   * Byte sequences (ASCII, compared without case) one of which must occur in a file for it to hold an image at all.
   * A file without any is not decoded or parsed: this is what keeps a large tree fast.
   */
  readonly hints: readonly string[];
  /** Undefined when the content shows that the file is of another kind: the next source is asked. */
  readonly extract: (source: SourceText, context: ExtractContext) => Extraction | undefined;
}

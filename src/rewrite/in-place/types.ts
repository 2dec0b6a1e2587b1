import type { ImageReference } from '../../image/index.ts';
import type { ImageUse, Piece, UnresolvedUse } from '../../sources/image-use.ts';
import type { Edit, SourceText, Span } from '../../text/index.ts';

/**
 * `uncertain`: the text may be something else than an image; `shape`: written in a way that splicing cannot change exactly;
 * `shared`: a text of it also stands for something that is not to change; `selector`: something else chooses the image by
 * this name; `unproven`: read again, the edited text did not say what it should.
 */
export type LeftCode = 'uncertain' | 'shape' | 'shared' | 'selector' | 'unproven';

/** Why a use is not rewritten. */
export interface Refusal {
  readonly code: LeftCode;
  /** One sentence, lower case, without the use itself. */
  readonly reason: string;
  /** It is left only because the edit would reach further than the image: `unsafe` lets it be made. */
  readonly unsafe?: true;
}

/** A use that was to become another and stays what it is. */
export interface LeftUse extends Refusal {
  readonly use: ImageUse;
}

/** A use that names what it was to name. */
export interface ChangedUse {
  /** As it stood before: spans and positions are those of the old text. */
  readonly use: ImageUse;
  /** What it names now. */
  readonly now: ImageReference;
  /** What its pieces hold now, each with its place in the old text. */
  readonly pieces: readonly ChangedPiece[];
}

/** A piece of a use that was changed. */
export interface ChangedPiece extends Piece {
  /** Where the piece stands. */
  readonly file: string;
  readonly was: string;
  /** The name's part of `was` as the text has it, where that has escapes. */
  readonly written?: string;
  /** How much of `value`, and of `was`, belongs to the name of the image and not to its tag or digest. */
  readonly nameLength: number;
  readonly wasNameLength: number;
}

/** What the sources say of a set of texts. */
export interface Images {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
  /** What could not be read, one sentence each, by file. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
  /** Lines of texts that are made of these, and are others than before. */
  readonly derived?: readonly DerivedLine[];
}

/** A line of a text that others are made into, as a chart is rendered. */
export interface DerivedLine {
  /** A file of those that it is made of. */
  readonly file: string;
  /** What it stands in: `Deployment web`. */
  readonly place: string;
  readonly before: string;
  readonly after: string;
}

export type FileEdits = ReadonlyMap<string, readonly Edit[]>;

export interface InPlaceRequest {
  /** All uses of the texts, and all that could not be told. */
  readonly before: Images;
  /** A text by the path that the uses name it with; asked for file by file. */
  readonly textOf: (file: string) => SourceText | undefined;
  /** The whole reference that a use is to name, tag and digest included; undefined: it stays. A refusal: it should, and must not. */
  readonly wanted: (use: ImageUse) => ImageReference | Refusal | undefined;
  /** The names (registry and repository, as they are written) to try for a reference, the best first. Absent: the full name. */
  readonly spell?: (use: ImageUse, reference: ImageReference) => readonly string[];
  /** What a piece's part of the name is to become, where that is known from before: it is tried first. */
  readonly remembered?: (file: string, text: string, span: Span) => string | undefined;
  /** What else reads a text that stands elsewhere than its uses, as the end of a sentence; undefined where nothing does. */
  readonly otherReader?: (file: string, span: Span, uses: readonly ImageUse[]) => string | undefined;
  /** Whether edits of the second file may change what is read of the first. Absent: a file stands for itself. */
  readonly near?: (file: string, edited: string) => boolean;
  /** Make edits that reach further than the images. */
  readonly unsafe?: boolean;
}

export interface InPlaceResult {
  /** Proven; empty where nothing changes. */
  readonly edits: FileEdits;
  readonly changed: readonly ChangedUse[];
  readonly left: readonly LeftUse[];
}

import type { CacheRule } from '../cache/index.ts';
import type { Exploration } from '../helm/reach/explore.ts';
import type { TableValue } from '../helm/values/value.ts';
import type { ValueKey } from '../helm/values/value-key.ts';
import type { ImageReference } from '../image/index.ts';
import type { ChartImage } from '../sources/helm/chart-analysis.ts';

/** A stretch of the name of an image, which is its registry and repository. */
export interface NamePart {
  readonly text: string;
  /** The values key that the stretch is of; undefined for what no value changes. */
  readonly key?: ValueKey;
  /** What the same value gives behind the name: `:1.27`. */
  readonly tail: string;
}

/** What the value of a key becomes, or has to remain for another one to do what it should. */
export interface Setting {
  readonly key: ValueKey;
  /** Its whole text now. */
  readonly raw: string;
  /** What becomes of stretches of it; those that have to remain are among them. */
  readonly edits: readonly TextEdit[];
  readonly isChange: boolean;
}

export interface TextEdit {
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

/** Settings that together give an image its name, by the text of their key. */
export type Settings = ReadonlyMap<string, Setting>;

/**
 * Why an image is not redirected. - `literal`: no value changes its name. - `shared`: the value that would is that of another image,
 * which has to be another one. - `set`: `--set` gives the value, and is stronger than any file. - `unproven`: the values did not do what they should when
 * the chart was rendered with them. - `uncovered`: no cache rule serves it. - `unsupported`: ACR does not cache its registry. - `doubtful`: the text may
 * be no image.
 */
export type LeftCode = 'literal' | 'shared' | 'set' | 'unproven' | 'uncovered' | 'unsupported' | 'doubtful';

export interface LeftImage {
  readonly image: ChartImage;
  readonly code: LeftCode;
  /** One clause, lower case. */
  readonly reason: string;
}

/** An image that the values send through the cache. */
export interface RedirectedImage {
  readonly image: ChartImage;
  readonly cached: ImageReference;
  readonly rule: CacheRule;
  /** The keys that do it, as `--set` takes them. */
  readonly keys: readonly string[];
}

/** What `helm-values` has to say of a chart. */
export interface OverlayPlan {
  /** What is to be laid over the values; empty where there is nothing to do. */
  readonly values: TableValue;
  /** The values that are set, by the text of the key; lists among them are whole. */
  readonly settings: ReadonlyMap<string, { readonly key: ValueKey; readonly value: string | true }>;
  readonly redirected: readonly RedirectedImage[];
  readonly left: readonly LeftImage[];
  readonly exploration: Exploration;
}

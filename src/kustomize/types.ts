import type { YamlAlias, YamlMap, YamlScalar } from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { ImageEntry } from './imagetag.ts';
import type { Location } from './location.ts';

/** A scalar of the file, and the alias or merge through which it is reached; such a one cannot be edited in place. */
export interface LocatedText {
  readonly scalar: YamlScalar;
  readonly via: YamlAlias | undefined;
}

/** A text in a list of the kustomization: a resource, a patch, a plugin's configuration. */
export interface ListedText extends LocatedText {
  /** `resources[2]`. */
  readonly path: string;
  readonly value: string;
}

/** One entry of `images` or `imageTags`. */
export interface LocatedEntry {
  /** `images[0]`. */
  readonly path: string;
  readonly entry: ImageEntry;
  readonly node: YamlMap;
  /** The alias that stands in the list in place of the entry. */
  readonly via: YamlAlias | undefined;
  readonly texts: Readonly<Partial<Record<keyof ImageEntry, LocatedText>>>;
}

export type InclusionField =
  | 'resources'
  | 'bases'
  | 'components'
  | 'generators'
  | 'transformers'
  | 'validators';

/** A file or directory that is built as part of this kustomization. */
export interface Inclusion extends ListedText {
  readonly field: InclusionField;
  readonly location: Location;
}

export type PatchField = 'patches' | 'patchesStrategicMerge' | 'patchesJson6902';

/** Which objects a patch is for, as far as its `target` says so in plain words and not with an expression or labels. */
export interface PatchTarget {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** A patch in a file of its own, or written into the kustomization. */
export interface Patch extends ListedText {
  readonly field: PatchField;
  /** Undefined for an inline patch, whose text is `value`. */
  readonly location: Location | undefined;
  /** Undefined where the patch names its object itself. */
  readonly target: PatchTarget | undefined;
}

export type GeneratorField = 'configMapGenerator' | 'secretGenerator';

/** A file whose content becomes data. */
export interface GeneratorFile extends ListedText {
  readonly location: Location;
}

/** A file that becomes the value of one key, whole. */
export interface KeyedFile extends GeneratorFile {
  readonly key: string;
}

/** An entry of `configMapGenerator` or `secretGenerator`: the data of one ConfigMap or Secret, from where it is written. */
export interface DataGenerator {
  /** `configMapGenerator[0]`. */
  readonly path: string;
  readonly field: GeneratorField;
  /** As other objects of the kustomization name it: without prefix, suffix and hash. */
  readonly name: string | undefined;
  /** `KEY=value`. */
  readonly literals: readonly ListedText[];
  /** Files of `KEY=value` lines. */
  readonly envs: readonly GeneratorFile[];
  readonly files: readonly KeyedFile[];
}

/** A key of a ConfigMap or a Secret whose text goes elsewhere. */
export interface DataReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  /** The part of the text that counts, cut at a delimiter. */
  readonly part?: { readonly delimiter: string; readonly index: number };
}

/** What takes a text from data: a variable of `vars`, by its name, or a replacement, by its place. */
export interface ValueReference {
  /** `vars[0]`, `replacements[2]`. */
  readonly path: string;
  readonly from: DataReference;
  /** The name of a variable. */
  readonly variable?: string;
  /** The targets of a replacement of which it fills a part of the field. */
  readonly partial?: ReadonlySet<number>;
}

/** Something kustomize refuses, or that cannot be read. */
export interface KustomizationProblem {
  readonly span: Span;
  readonly message: string;
  /** Set for what an entry of `images` has in it. */
  readonly entry?: ImageEntry;
}

/** A kustomization file as kustomize reads it: the first document alone, field names compared without case. */
export interface Kustomization {
  readonly source: SourceText;
  /** Of the repository, without a slash at its end; the root is empty. */
  readonly directory: string;
  readonly kind: 'Kustomization' | 'Component';
  readonly root: YamlMap;
  readonly inclusions: readonly Inclusion[];
  readonly patches: readonly Patch[];
  /** `images`, then `imageTags`: the order in which kustomize applies them. */
  readonly images: readonly LocatedEntry[];
  /** Transformer configuration files. */
  readonly configurations: readonly ListedText[];
  /** Each chart that kustomize has helm inflate: `helmCharts[0]` and its name. */
  readonly helmCharts: readonly ListedText[];
  readonly generators: readonly DataGenerator[];
  /** The texts that `vars` and `replacements` take from the data of other objects. */
  readonly values: readonly ValueReference[];
  readonly problems: readonly KustomizationProblem[];
}

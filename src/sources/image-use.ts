import type { ImageReference } from '../image/types.ts';
import type { Location, Span, UnknownCode } from '../text/index.ts';

export type SourceId =
  | 'acr-tasks'
  | 'ansible'
  | 'arm'
  | 'azure-pipelines'
  | 'bazel'
  | 'bicep'
  | 'bitbucket-pipelines'
  | 'buildkite'
  | 'buildpacks'
  | 'butane'
  | 'circleci'
  | 'cloud-build'
  | 'cloud-init'
  | 'cloudformation'
  | 'cluster-config'
  | 'code'
  | 'compose'
  | 'concourse'
  | 'configured'
  | 'container-engines'
  | 'devcontainer'
  | 'docker-bake'
  | 'dockerfile'
  | 'drone'
  | 'documents'
  | 'dotnet'
  | 'earthfile'
  | 'fly'
  | 'garden'
  | 'github-actions'
  | 'gitlab-ci'
  | 'goreleaser'
  | 'gradle'
  | 'helm'
  | 'image-list'
  | 'jenkins'
  | 'just'
  | 'ko'
  | 'kubernetes'
  | 'kustomize'
  | 'make'
  | 'maven'
  | 'nomad'
  | 'pulumi'
  | 'quadlet'
  | 'render'
  | 'shell'
  | 'skaffold'
  | 'taskfile'
  | 'terraform'
  | 'tilt'
  | 'tools'
  | 'werf'
  | 'zarf';

/** What the place does with the image. Only `pull` and `build` make somebody pull. */
export type Purpose = 'pull' | 'build' | 'push' | 'mention';

/** `certain`: a typed or catalogued field; `likely`: an image-named key with a well-formed reference; `possible`: looks like one. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** `default`: pulled as the files stand; `conditional`: only when the condition under `when` is made true. */
export type Reach = 'default' | 'conditional';

/** The Kubernetes object a use belongs to, as far as the file says. */
export interface ObjectIdentity {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

export type PieceRole = 'reference' | 'registry' | 'repository' | 'tag' | 'digest';

/** One stretch of text that an image is composed of; editing it changes that part of the reference. */
export interface Piece {
  readonly role: PieceRole;
  /** The decoded value of the piece. */
  readonly value: string;
  /** File of the piece; absent when it is the file of the use. */
  readonly file?: string;
  readonly span: Span;
  /** The values key of a Helm chart to set in its place: `redis.image.tag`. */
  readonly key?: string;
}

/**
 * What an extractor finds at one place of one text: positions are spans of that text, nothing is judged yet.
 * `value` is the decoded reference text; where it cannot be known, `unresolved` says why.
 */
export interface FoundImage {
  /** Where the use stands; the text at the span is reported as `raw`. At an alias this is the alias `*name`. */
  readonly span: Span;
  /** The reference after decoding quotes, escapes and variables. */
  readonly value: string;
  /** Set when the value could not be resolved; `value` then holds what is known of it. */
  readonly unresolved?: UnresolvedReason;
  /** With `unresolved`, where it concerns the tag and the digest alone: what stands before them, as it is written. */
  readonly named?: string;
  /** Stretches of text to edit; absent when the use's own span holds the whole reference literally. */
  readonly pieces?: readonly Piece[];
  /** Field path, `spec.containers[0].image`; for a Dockerfile the instruction, `FROM`, `COPY --from`. */
  readonly path: string;
  readonly object?: ObjectIdentity;
  readonly purpose: Purpose;
  readonly confidence: Confidence;
  readonly reach: Reach;
  /** The place names the image alone; tag and digest come from elsewhere, as for a kustomize entry that only renames. */
  readonly inheritsTag?: true;
  /** It is a chart that a registry holds: its version is the tag, and no digest can stand there. */
  readonly isChart?: true;
  /** The condition for `conditional`, in the words of the file. */
  readonly when?: string;
  /** The values or variables that the reference came from, outermost first. */
  readonly origin?: readonly string[];
  /** The kinds of Helm hook that the object is: `pre-install`, `test`. */
  readonly hooks?: readonly string[];
  /** The place in another file that leaves open which image it has: it is this one. */
  readonly answers?: { readonly file: string; readonly span: Span };
  /** Which of the file's chart requests names it: with the chart itself something better is known. */
  readonly request?: number;
}

export type UnresolvedCode = UnknownCode;

export interface UnresolvedReason {
  readonly code: UnresolvedCode;
  /** One sentence, lower case, without the file: `variable REGISTRY has no value here`. */
  readonly reason: string;
}

/** A place in a file where an image is written, known or not. */
interface ImagePlace extends Location {
  /** The text in the file at the span. */
  readonly raw: string;
  /** The text decoded, as far as it is known: what a kustomize `images:` name has to match. */
  readonly value: string;
  readonly file: string;
  readonly span: Span;
  readonly source: SourceId;
  readonly path: string;
  readonly object?: ObjectIdentity;
  readonly purpose: Purpose;
  readonly confidence: Confidence;
}

/** One place in one file that makes somebody pull (or build from, push to, name) an image. */
export interface ImageUse extends ImagePlace {
  /** Normalised, aliases of Docker Hub's host folded; see `image/`. */
  readonly reference: ImageReference;
  readonly pieces?: readonly Piece[];
  readonly reach: Reach;
  readonly inheritsTag?: true;
  /** What is written behind the repository where the files do not tell the tag: `:${TAG}`. Such a use inherits its tag. */
  readonly openTag?: string;
  readonly isChart?: true;
  readonly when?: string;
  readonly origin?: readonly string[];
  readonly hooks?: readonly string[];
  /** `skaffold.yaml:4`: what builds an image of this name and puts it in the place of this one, so that nobody pulls it. */
  readonly builtBy?: string;
}

/** A place where an image stands that cannot be told from the files alone. */
export interface UnresolvedUse extends ImagePlace {
  readonly code: UnresolvedCode;
  readonly reason: string;
  readonly when?: string;
  /** Where only the tag or the digest is open: the rest is known. */
  readonly named?: NamedRepository;
}

/** An image of which the files do not tell the tag. */
export interface NamedRepository {
  /** Normalised, without tag and digest. */
  readonly reference: ImageReference;
  /** What is written behind it: `:${TAG}`. */
  readonly openTag: string;
}

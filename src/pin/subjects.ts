import { type CacheRegistry, decide, type PlanPolicy } from '../cache/index.ts';
import type { ImageReference } from '../image/index.ts';
import type { KustomizeGraph } from '../kustomize/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { pulledThrough } from './pulled.ts';
import type { Left, LeftCode, PinSubject } from './types.ts';

/** Whom tags are asked of: each image's own registry, or the team's with its cache. */
export type Asked = 'upstream' | 'cache';

export interface SubjectContext {
  readonly registry: CacheRegistry;
  readonly policy: PlanPolicy;
  readonly graph: KustomizeGraph;
  readonly asked: Asked;
  /** Images of the team's own registries too. */
  readonly own: boolean;
  /** The tag that stands beside a digest and is not part of the image. */
  readonly tagBeside?: (use: ImageUse) => string | undefined;
}

export interface Subjects {
  readonly subjects: readonly PinSubject[];
  readonly left: readonly Left[];
  /** Uses that name a digest alone, which no tag can be held against. */
  readonly digestOnly: number;
  /** Uses in registries of the team's own that are not asked for. */
  readonly own: number;
}

/**
 * Which uses are pinned, and what has to be asked for each. Only what is pulled or built upon is: a target of a push gets its
 * digest when it is pushed, a mention is no pull, and an entry that only renames leaves the digest to the manifests.
 */
export function subjectsOf(uses: readonly ImageUse[], context: SubjectContext): Subjects {
  const subjects: PinSubject[] = [];
  const left: Left[] = [];
  let digestOnly = 0;
  let own = 0;
  for (const use of uses) {
    if ((use.purpose !== 'pull' && use.purpose !== 'build') || use.inheritsTag === true) continue;
    const tag = tagOf(use, context);
    if (tag === undefined) {
      digestOnly++;
      continue;
    }
    const found = subjectOf(use, tag, context);
    if (found === 'own') own++;
    else if (found === undefined) continue;
    else if ('code' in found) left.push({ use, ...found });
    else subjects.push(found);
  }
  return { subjects, left, digestOnly, own };
}

type Refusal = Pick<Left, 'code' | 'reason'>;

/** What is asked for: `latest` where nothing is written. */
function tagOf(use: ImageUse, { tagBeside }: SubjectContext): string | undefined {
  const { tag, digest } = use.reference;
  if (tag !== undefined) return tag;
  return digest === undefined ? 'latest' : tagBeside?.(use);
}

function subjectOf(
  use: ImageUse,
  tag: string,
  context: SubjectContext,
): PinSubject | Refusal | 'own' | undefined {
  const pulled = pulledThrough(use, tag, context.graph);
  // The entry that takes the place of its tag is a use of its own.
  if (pulled.kind === 'replaced') return undefined;
  if (pulled.kind === 'suffix')
    return refuse('suffix', 'a tagSuffix of a kustomization drops the digest, and takes none itself');
  const places = pulled.images.map((image) => placesOf(image, context));
  const [first, ...others] = places;
  if (first === undefined) return undefined;
  if (typeof first === 'string' || 'code' in first) return first;
  const same = others.every(
    (other) => typeof other !== 'string' && !('code' in other) && isSame(first, other),
  );
  if (!same)
    return refuse('varies', 'kustomizations make different images of it, each with a digest of its own');
  if (use.isChart === true) return refuse('chart', 'it is a chart, whose version takes no digest');
  if (use.builtBy !== undefined) return refuse('uncertain', `${use.builtBy} builds an image of this name`);
  if (use.confidence === 'possible') return refuse('uncertain', 'it may be something else than an image');
  const { digest } = use.reference;
  return { use, ...first, ...(digest === undefined ? {} : { digest }) };
}

type Places = Pick<PinSubject, 'image' | 'asked'>;

/** Where an image comes from, and where it is asked for. */
function placesOf(
  reference: ImageReference,
  { registry, policy, asked, own }: SubjectContext,
): Places | Refusal | 'own' {
  const decision = decide(reference, registry, policy);
  switch (decision.status) {
    case 'dangling':
      return refuse('dangling', decision.reason);
    case 'own':
      return own ? { image: reference, asked: reference } : 'own';
    case 'cached':
      return { image: decision.upstream, asked: asked === 'cache' ? reference : decision.upstream };
    case 'covered':
      return { image: reference, asked: asked === 'cache' ? decision.cached : reference };
    default:
      if (asked === 'upstream') return { image: reference, asked: reference };
      return refuse('no-rule', 'no cache rule serves it; --via upstream asks its own registry');
  }
}

function isSame(a: Places, b: Places): boolean {
  return (
    a.image.registry === b.image.registry &&
    a.image.repository === b.image.repository &&
    a.image.tag === b.image.tag
  );
}

function refuse(code: LeftCode, reason: string): Refusal {
  return { code, reason };
}

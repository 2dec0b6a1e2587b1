/** A part of a reference and the keys that may give it, the more telling first. */
export type ShapeParts = Readonly<
  Partial<
    Record<
      'registry' | 'namespace' | 'prefix' | 'repository' | 'suffix' | 'tag' | 'digest',
      readonly string[]
    >
  >
>;

/** One way to split a reference over the fields of one map. */
export interface ImageShape {
  /** Keys that are all set to something. */
  readonly needs: readonly string[];
  /** Keys of which none is. */
  readonly lacks?: readonly string[];
  /** Of `registry/namespace/prefix + repository + suffix:tag@digest`. A registry may carry a path (`nvcr.io/nvidia`). */
  readonly parts: ShapeParts & { readonly repository: readonly string[] };
  /** A repository with a slash is whole, and the registry is left out. */
  readonly wholeWithSlash?: true;
}

/** Spellings in charts and custom resources, the more telling first. */
export const spellings = {
  registry: ['registry', 'imageRegistry', 'hub'],
  repository: ['repository', 'repo', 'imageRepository', 'imageName', 'image', 'name'],
  tag: ['tag', 'imageTag', 'versionTag', 'version'],
  digest: ['digest', 'imageDigest', 'digestHash', 'sha256', 'sha', 'hash'],
} as const;

const { tag, digest } = spellings;

/** All shapes, the first that fits counts: those with a meaning of their own, then the spellings in any combination. */
export const shapes: readonly ImageShape[] = [
  // NVIDIA's operators: `repository` is the path that `image` stands under.
  {
    needs: ['repository', 'image'],
    lacks: ['registry'],
    parts: { registry: ['repository'], repository: ['image'], tag, digest },
  },
  // Istio (`injection-template.yaml`).
  {
    needs: ['hub', 'image'],
    lacks: ['registry', 'repository'],
    parts: { registry: ['hub'], repository: ['image'], tag, digest },
    wholeWithSlash: true,
  },
  // cert-manager.
  {
    needs: ['imageRegistry', 'imageNamespace', 'name'],
    parts: { registry: ['imageRegistry'], namespace: ['imageNamespace'], repository: ['name'], tag, digest },
  },
  ...['repository', 'name', 'image'].map((repository) => ({
    needs: ['registry', 'namespace', repository],
    parts: { registry: ['registry'], namespace: ['namespace'], repository: [repository], tag, digest },
    wholeWithSlash: true as const,
  })),
  {
    needs: ['prefix', 'repository'],
    parts: {
      registry: ['registry'],
      prefix: ['prefix'],
      repository: ['repository'],
      suffix: ['suffix'],
      tag,
      digest,
    },
  },
  {
    needs: ['repository', 'suffix'],
    parts: { registry: ['registry'], repository: ['repository'], suffix: ['suffix'], tag, digest },
  },
  { needs: [], parts: spellings },
];

/** Words in the place of an image that are no image: something else decides, or nothing is wanted. */
const SENTINEL =
  /^(?:auto|automatic|default|latest|none|null|nil|unset|disabled|enabled|true|false|yes|no|always|never|ifnotpresent)$/i;

/** Istio's `image: auto`, `latest` alone, `none`. */
export function isSentinel(text: string): boolean {
  return SENTINEL.test(text);
}

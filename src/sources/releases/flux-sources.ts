import { type Spot, spotAt, textAt } from '../spot.ts';

/** An object that says where a chart comes from: Flux's `HelmRepository`, `OCIRepository`, `GitRepository`, `Bucket`. */
export interface ChartSource {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly url: string;
  /** The version that an `OCIRepository` names, or the constraint. */
  readonly version?: string;
}

const kinds: ReadonlySet<string> = new Set(['HelmRepository', 'OCIRepository', 'GitRepository', 'Bucket']);

/** Flux, source-controller, API reference v1. */
export function fluxSource(root: Spot, group: string, kind: string): ChartSource | undefined {
  if (group !== 'source.toolkit.fluxcd.io' || !kinds.has(kind)) return undefined;
  const metadata = spotAt(root, 'metadata');
  const spec = spotAt(root, 'spec');
  const name = textAt(metadata, 'name')?.value;
  const url = textAt(spec, kind === 'Bucket' ? 'endpoint' : 'url')?.value;
  if (name === undefined || url === undefined) return undefined;
  const reference = spotAt(spec, 'ref');
  const version = textAt(reference, 'semver') ?? textAt(reference, 'tag');
  return {
    kind,
    name,
    namespace: textAt(metadata, 'namespace')?.value,
    url,
    ...(version === undefined ? {} : { version: version.value }),
  };
}

/**
 * The source that a request names as `HelmRepository podinfo`; undefined where the scan came to none, or to several and none of
 * them is in the namespace.
 */
export function addressOf(
  reference: string,
  namespace: string | undefined,
  sources: readonly ChartSource[],
): ChartSource | undefined {
  const named = sources.filter(({ kind, name }) => reference === `${kind} ${name}`);
  const [first] = named;
  if (named.every(({ url, version }) => url === first?.url && version === first.version)) return first;
  return named.find((each) => each.namespace === namespace);
}

const REFERENCE = new RegExp(`\\b(?:${[...kinds].join('|')}) [^\\s:;,]+`, 'g');

/** A sentence with the addresses of the sources that it names. */
export function withAddresses(
  sentence: string,
  namespace: string | undefined,
  sources: readonly ChartSource[],
): string {
  if (sources.length === 0) return sentence;
  return sentence.replace(
    REFERENCE,
    (reference) => addressOf(reference, namespace, sources)?.url ?? reference,
  );
}

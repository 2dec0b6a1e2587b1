import { parseFieldPath } from './field-path.ts';

/**
 * Whether kustomize's images transformer touches a field: in every version, only since 5.7.0 (which learned image
 * volumes), or in none up to 5.8.1.
 */
export type ImagesReach = 'always' | 'since-5.7' | 'no';

/** A field of an object in a manifest, as an image use names it. */
export interface FieldOfObject {
  readonly object?: { readonly apiVersion?: string; readonly kind?: string };
  /** `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** Registry and repository stand in a field of their own at the path or right below it, the tag in another. */
  readonly split?: boolean;
}

/** One entry under `images:` of a transformer configuration file: which objects, and where in them. */
export interface FieldSpec {
  /** Keys separated by `/`, with an optional `[]` behind lists; `\/` is a slash in a key. */
  readonly path: string;
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
}

/** What the transformer does to a field; `passes` is how often each entry is applied to it (see `applyImages`). */
export interface ImagesAccess {
  readonly reach: ImagesReach;
  readonly passes: number;
}

/** api/internal/konfig/builtinpluginconsts/images.go. */
export const containerSpecs: readonly FieldSpec[] = [
  { path: 'spec/containers[]/image' },
  { path: 'spec/initContainers[]/image' },
  { path: 'spec/template/spec/containers[]/image' },
  { path: 'spec/template/spec/initContainers[]/image' },
];

/** The same, added in 5.7.0. Neither CronJobs nor PodTemplates keep their volumes there. */
export const volumeSpecs: readonly FieldSpec[] = [
  { path: 'spec/volumes[]/image/reference' },
  { path: 'spec/template/spec/volumes[]/image/reference' },
];

/**
 * How the images transformer of kustomize 4.5 to 5.8 treats a field. It makes two passes over every object that is not a
 * CustomResourceDefinition: over `image` in the items of any list called `containers` or `initContainers`, at any depth
 * (api/filters/imagetag, LegacyFilter), and over its field specifications, to which the `configurations` of the
 * kustomization and of its bases add.
 */
export function imagesAccess(field: FieldOfObject, added: readonly FieldSpec[] = []): ImagesAccess {
  const segments = parseFieldPath(field.path);
  if (segments === undefined || field.object?.kind === 'CustomResourceDefinition') return unreached;
  const own = insideList(segments);
  const keys = own.filter((segment) => typeof segment === 'string');
  const touching = (specs: readonly FieldSpec[]): string[] =>
    specs
      .filter((spec) => selects(spec, field.object) && names(specKeys(spec.path), keys, field.split === true))
      .map(({ path }) => path);
  // Kustomize merges specifications with the same path into one.
  const specified = new Set([...touching(containerSpecs), ...touching(added)]);
  const listed = inContainerList(own) ? 1 : 0;
  const volumes = touching(volumeSpecs);
  const passes = listed + new Set([...specified, ...volumes]).size;
  if (listed + specified.size > 0) return { reach: 'always', passes };
  return volumes.length > 0 ? { reach: 'since-5.7', passes } : unreached;
}

const unreached: ImagesAccess = { reach: 'no', passes: 0 };

/** How the field for the repository is called where the tag has one of its own. */
const REPOSITORY = /image|repo|^name$/i;

function names(spec: readonly string[], field: readonly string[], split: boolean): boolean {
  if (!field.every((key, index) => spec[index] === key)) return false;
  if (spec.length === field.length) return true;
  return split && spec.length === field.length + 1 && REPOSITORY.test(spec.at(-1) ?? '');
}

/** Whether kustomize's `images:` changes a field at all. */
export function reachedByImages(field: FieldOfObject, added: readonly FieldSpec[] = []): ImagesReach {
  return imagesAccess(field, added).reach;
}

/** `items[2].spec` of a List is `spec` of an object of its own: kustomize takes lists apart when it reads them. */
export function insideList(segments: readonly (string | number)[]): readonly (string | number)[] {
  const [list, index, ...inner] = segments;
  return list === 'items' && typeof index === 'number' ? insideList(inner) : segments;
}

function inContainerList(segments: readonly (string | number)[]): boolean {
  const [list, index, image] = segments.slice(-3);
  return (
    (list === 'containers' || list === 'initContainers') && typeof index === 'number' && image === 'image'
  );
}

/** Field specifications walk into lists wherever one stands, with `[]` or without. */
export function specKeys(path: string): readonly string[] {
  return path
    .split(/(?<!\\)\//)
    .filter((key) => key !== '')
    .map((key) => key.replace(/\[\]$/, '').replaceAll('\\/', '/'));
}

/** Whether a specification is for an object. */
export function selects(spec: FieldSpec, object: FieldOfObject['object']): boolean {
  const [group, version] = groupVersion(object?.apiVersion ?? '');
  return (
    (!spec.kind || spec.kind === object?.kind) &&
    (!spec.group || spec.group === group) &&
    (!spec.version || spec.version === version)
  );
}

function groupVersion(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

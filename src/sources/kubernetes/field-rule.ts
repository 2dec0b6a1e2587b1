import type { Purpose } from '../image-use.ts';

/**
 * What stands in a catalogued field.
 * - `reference`: an image reference, or a map with its parts
 * - `override`: kustomize's command line form `name=new:tag`, of which the part after `=` is pulled
 * - `oci-url`, `docker-url`: a reference behind `oci://` or `docker://`; any other URL is none of ours
 * - `package`: a Crossplane package, whose default registry is Crossplane's own
 * - `replacement`: an entry of kustomize's `images:` as Flux embeds it: `{ name, newName, newTag, digest }`
 * - `object`: OpenShift's `{ kind: DockerImage, name }`
 * - `parameter`: Tekton's `{ name: bundle, value }`
 * - `namespaced`: K8ssandra's `{ registry, repository, name, tag }`, whose repository is the namespace of the name
 * - `prefix`: what stands before the name of an image that its reader knows (`name`), or before those of all its images
 * - `ignored`: no image, though the generic rule would take it for one; nothing below it is read
 */
type FieldForm =
  | 'reference'
  | 'override'
  | 'oci-url'
  | 'docker-url'
  | 'package'
  | 'replacement'
  | 'object'
  | 'parameter'
  | 'namespaced'
  | 'prefix'
  | 'ignored';

export interface FieldRule {
  readonly form: FieldForm;
  readonly purpose: Purpose;
  /** Fields beside this one that complete the reference, the first that is set; a dot leads into a map. */
  readonly registry?: readonly string[];
  readonly tag?: readonly string[];
  readonly digest?: readonly string[];
  /** A range of versions: the newest tag in it is pulled, whatever the field of the tag says. */
  readonly range?: readonly string[];
  /** For `prefix`: the image that is meant. */
  readonly name?: string;
}

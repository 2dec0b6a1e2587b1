import { parseReference } from '../image/index.ts';

/** How much a text by itself looks like an image reference. */
export type Evidence = 'strong' | 'weak' | 'none';

/** Files that are called images and are none of ours: icons, disk images, archives. */
const OTHER_IMAGE =
  /\.(?:png|jpe?g|gif|svg|webp|ico|bmp|avif|iso|img|qcow2|raw|vmdk|ova|vhdx?|tar|gz|xz|zip)$/i;

/**
 * Registries serve images; these serve source code, and their `owner/project` parses all the same. `kubernetes.io` is what labels and
 * annotations begin with: `app.kubernetes.io/component:webhook`.
 */
const NO_REGISTRY =
  /^(?:(?:[a-z0-9-]+\.)*kubernetes\.io|github\.com|gitlab\.com|bitbucket\.org|dev\.azure\.com|raw\.githubusercontent\.com)$/i;

/**
 * `strong`: a well-formed reference that names a registry, a tag or a digest; `weak`: a well-formed name that could be
 * any word (`foo`, `team/app`).
 */
export function evidenceOf(text: string): Evidence {
  const parsed = parseReference(text);
  if (!parsed.ok || OTHER_IMAGE.test(text)) return 'none';
  const { reference, parts } = parsed.value;
  if (parts.registry !== undefined && NO_REGISTRY.test(reference.registry)) return 'none';
  const named = parts.registry ?? parts.tag ?? parts.digest;
  return named === undefined ? 'weak' : 'strong';
}

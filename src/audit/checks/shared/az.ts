import { formatReference, withDefaultTag } from '../../../image/index.ts';
import type { ImageUse } from '../../../sources/image-use.ts';

/**
 * What az calls the registry. A registry's name is alphanumeric, so that in a login server with a domain name
 * label (`team-a1b2c3.azurecr.io`) it ends at the hyphen.
 */
function registryName(loginServer: string | undefined): string {
  return loginServer === undefined ? '<registry>' : (/^[a-zA-Z0-9]+/.exec(loginServer)?.[0] ?? '<registry>');
}

/** The command that copies an image into the registry under its own path. */
export function importImage(
  loginServer: string | undefined,
  { reference, openTag }: Pick<ImageUse, 'reference' | 'openTag'>,
): string {
  const command = `az acr import --name ${registryName(loginServer)} --source`;
  if (openTag !== undefined) {
    const name = openTag.includes('@')
      ? `--repository ${reference.repository}`
      : `--image ${reference.repository}${openTag}`;
    return `${command} ${formatReference(reference)}${openTag} ${name}`;
  }
  const { repository, tag, digest } = withDefaultTag(reference);
  const { tag: _, ...untagged } = reference;
  // A manifest is named either by tag or by digest; with --repository it gets no tag.
  const source = digest === undefined ? withDefaultTag(reference) : untagged;
  const target = tag === undefined ? `--repository ${repository}` : `--image ${repository}:${tag}`;
  return `${command} ${formatReference(source)} ${target}`;
}

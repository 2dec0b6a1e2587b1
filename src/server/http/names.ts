/** distribution-spec, "Pulling manifests": the grammar of `<name>`; every alternative starts differently, so matching is linear. */
const repository = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;

const tag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** `distribution/reference`: RepositoryNameTotalLengthMax. */
const maxRepositoryLength = 255;

export function isRepositoryName(text: string): boolean {
  return text.length <= maxRepositoryLength && repository.test(text);
}

export function isTag(text: string): boolean {
  return tag.test(text);
}

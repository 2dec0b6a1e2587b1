/** distribution-spec, "Pulling manifests": the grammar of `<name>`; every alternative starts differently, so matching is linear. */
const repository = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/;

const tag = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** `distribution/reference`: RepositoryNameTotalLengthMax. */
const maxRepositoryLength = 255;

export function isRepositoryName(text: string): boolean {
  return text.length <= maxRepositoryLength && repository.test(text);
}

/** A host with an optional port, as `distribution/reference` has it before the first slash. */
const registryHost = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[a-fA-F0-9:]+\])(?::\d{1,5})?$/;

/** A host name has at most 253 characters, and a port five. */
const maxHostLength = 259;

export function isRegistryHost(text: string): boolean {
  return text.length <= maxHostLength && registryHost.test(text);
}

export function isTag(text: string): boolean {
  return tag.test(text);
}

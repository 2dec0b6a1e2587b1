const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/|[\w.-]+@[\w.-]+:)/i;

/** Whether a path of a Compose file leads to a git repository, a registry, or another machine (compose-spec, 14-include). */
export function isRemote(path: string): boolean {
  return REMOTE.test(path) || /\.git(?:#|$)/.test(path);
}

const OCI = 'oci://';

/** A Compose file that is itself an artefact in a registry. */
export function isArtefact(path: string): boolean {
  return path.startsWith(OCI);
}

export const OCI_LENGTH: number = OCI.length;

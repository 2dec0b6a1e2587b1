import type { CredentialSet } from '../../cache/index.ts';

export interface Vault {
  readonly name: string;
  /** `https://team-secrets.vault.azure.net/` */
  readonly uri: string;
}

/** The Key Vaults that credential sets name. They are only spoken of: no secret is ever asked of any. */
export function vaultsOf(sets: readonly CredentialSet[]): readonly Vault[] {
  const found = new Map<string, Vault>();
  for (const { usernameSecretId, passwordSecretId } of sets) {
    for (const id of [usernameSecretId, passwordSecretId]) {
      if (id === undefined || !URL.canParse(id)) continue;
      const { host } = new URL(id);
      const name = host.split(/[.:]/, 1)[0] ?? host;
      found.set(name, { name, uri: `https://${host}/` });
    }
  }
  return [...found.values()];
}

import type { EmitTarget } from '../types.ts';

/** The registry's name in Azure, and whether it was read from the login server. */
export interface RegistryName {
  readonly name: string;
  readonly derived: boolean;
}

/**
 * The registry's name: as given, or from the login server `name.azurecr.io`, or `name-hash.azurecr.io` where the registry
 * has a domain name label (a registry's name itself has no hyphen: `^[a-zA-Z0-9]*$`). A custom domain says
 * nothing about it.
 */
export function registryNameOf(target: EmitTarget): RegistryName | undefined {
  if (target.registryName !== undefined) return { name: target.registryName, derived: false };
  const label = /^([a-z0-9]+)(?:-[a-z0-9]+)?\.azurecr\.(?:io|cn|us)$/i.exec(target.loginServer ?? '');
  return label?.[1] === undefined ? undefined : { name: label[1], derived: true };
}

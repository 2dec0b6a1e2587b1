/** Identities of Microsoft Entra. A bundle of its own, loaded where the environment holds no other credential for storage. */
import { DefaultAzureCredential } from '@azure/identity';

/** A service principal or workload identity of the environment, a managed identity, or who is logged in with `az`. */
export function azureIdentity(): DefaultAzureCredential {
  return new DefaultAzureCredential();
}

/** The store in Azure Blob Storage. Not part of the local registry's own bundle: it is loaded when a store is one. */
import type { TokenCredential } from '@azure/identity';
import { ok, type Result } from '../../../result.ts';
import type { OpenStore } from '../types.ts';
import { openAzureStore } from './azure-store.ts';
import { parseStoreAddress } from './sdk/address.ts';
import { openContainer } from './sdk/open-container.ts';

export interface AzureStoreAccess {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly identity: () => Promise<TokenCredential>;
}

/**
 * The store at `azblob://ACCOUNT/CONTAINER/PREFIX` or at the address of a container. `unavailable` says why the storage does
 * not answer at the moment, which a server need not mind. The error is for people.
 */
export async function azureStore(
  address: string,
  access: AzureStoreAccess,
): Promise<Result<{ readonly open: OpenStore; readonly unavailable?: string }, string>> {
  const parsed = parseStoreAddress(address);
  if (!parsed.ok) return parsed;
  const opened = await openContainer(parsed.value, access);
  if (!opened.ok) return opened;
  const { container, unavailable } = opened.value;
  const { prefix } = parsed.value;
  return ok({
    open: async (settings) => openAzureStore({ ...settings, container, prefix }),
    ...(unavailable === undefined ? {} : { unavailable }),
  });
}

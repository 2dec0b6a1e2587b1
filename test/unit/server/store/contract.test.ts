import { describe } from 'vitest';
import { openAzureStore } from '../../../../src/server/store/azure/azure-store.ts';
import { openDiskStore } from '../../../../src/server/store/disk/disk-store.ts';
import type { StoreSettings } from '../../../../src/server/store/types.ts';
import { temporaryDirectory } from '../../../support/server/cache.ts';
import { fakeContainer } from '../../../support/server/fake-container.ts';
import { storeContract } from '../../../support/server/store-contract.ts';

function settings(maxBytes = Number.POSITIVE_INFINITY): StoreSettings {
  return {
    maxBytes,
    evicted: () => {},
    failed: (error) => {
      throw error;
    },
    now: Date.now,
  };
}

describe('the store on disk', () => {
  storeContract(async () => {
    const root = await temporaryDirectory();
    return { open: (maxBytes) => openDiskStore({ ...settings(maxBytes), root }) };
  });
});

describe('the store in a container', () => {
  storeContract(async () => {
    const container = fakeContainer();
    return {
      open: async (maxBytes?: number) =>
        openAzureStore({ ...settings(maxBytes), container, prefix: 'team/a/' }),
    };
  });
});

import { azureStore } from '../../../src/server/store/azure/index.ts';
import { storeContract } from '../../support/server/store-contract.ts';
import { describeAzurite, sharedAzurite } from './support.ts';

describeAzurite('the store in Azurite', () => {
  const shared = sharedAzurite();
  storeContract(async () => {
    const { account, connectionString, url } = shared.current();
    const { containerName } = shared.container();
    const opened = await azureStore(`${url}/${containerName}/some/prefix`, {
      environment: { AZURE_STORAGE_CONNECTION_STRING: connectionString },
      identity: () => Promise.reject(new Error(`no identity for ${account}`)),
    });
    if (!opened.ok) throw new Error(opened.error);
    return {
      open: (maxBytes = Number.POSITIVE_INFINITY) =>
        opened.value.open({
          maxBytes,
          evicted: () => {},
          failed: (error) => {
            throw error;
          },
          now: Date.now,
        }),
    };
  });
});

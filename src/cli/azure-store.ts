/** The store in Azure Blob Storage. A bundle of its own, loaded where `--store` names such a place: it is as large as all the rest. */
export { azureStore } from '../server/store/azure/index.ts';

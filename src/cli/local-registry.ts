/**
 * What runs the local registry and pulls through it. A bundle of its own, loaded by the commands that want it: to read it with
 * the rest would cost every start of the program some 5 ms.
 */
export { askTags } from '../pin/ask/ask-tags.ts';
export {
  createRegistryClient,
  credentialVariable,
  defaultCredentials,
  headManifest,
  isLoopback,
  proxyFromEnvironment,
  registryEndpoint,
} from '../registry/index.ts';
export {
  createPasswords,
  exportLayout,
  importLayout,
  listStoredImages,
  loopbackTls,
  nameOf,
  openLayoutSource,
  openStore,
  parseHtpasswd,
  passwordProgram,
  passwordThread,
  placeImages,
  readLayoutIndex,
  readStoredImage,
  registryUpstreams,
  startControlPlane,
  startServer,
  storedTag,
  tenantId,
  upstreamOf,
} from '../server/index.ts';
export { verifyReferences } from '../verify/index.ts';
export { settleProcess } from './serving/process-settings.ts';
export { verifyReporters } from './verifying/reporters.ts';

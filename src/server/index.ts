/**
 * The local registry: serves pulls as ACR does with the given cache rules, and keeps what it fetched. Reads and writes its
 * store's directory, listens on a port, and asks upstreams only through the interface it is given.
 */
export { parseHtpasswd, type Users } from './auth/htpasswd.ts';
export { passwordProgram } from './auth/password-program.ts';
export { passwordThread } from './auth/password-thread.ts';
export { createPasswords, type Passwords } from './auth/passwords.ts';
export { tenantId } from './control-plane/azure-ids.ts';
export {
  type ControlPlaneError,
  type ControlPlaneOptions,
  type RunningControlPlane,
  startControlPlane,
} from './control-plane/start-control-plane.ts';
export type { LogEntry, LogLevel } from './observe/log.ts';
export type { CounterName, Labels, Metrics } from './observe/metrics.ts';
export * from './oci-layout/index.ts';
export type { ListenOptions, ServerOptions, TlsOptions } from './options.ts';
export { type RegistryUpstreams, registryUpstreams } from './registry-upstream.ts';
export { type RunningServer, startServer } from './start-server.ts';
export type { OpenStore } from './store/types.ts';
export { type LoopbackTls, type LoopbackTlsOptions, loopbackTls } from './tls/loopback-tls.ts';
export type {
  ObserveUpstream,
  Upstream,
  UpstreamBlob,
  UpstreamCall,
  UpstreamDescriptor,
  UpstreamError,
  UpstreamErrorCode,
  UpstreamExchange,
  UpstreamManifest,
  UpstreamManifestHead,
  Upstreams,
} from './upstream.ts';

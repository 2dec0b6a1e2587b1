/**
 * The client of the OCI distribution API: manifests, blobs, tags and referrers of registries as they are, with their challenges,
 * redirects, rate limits and faults. Every function takes a client, which keeps one registry's connections and tokens, and
 * returns errors as values. https://github.com/opencontainers/distribution-spec
 */
export { type Blob, type BlobOptions, type ByteRange, openBlob } from './blob.ts';
export { createRegistryClient, type RegistryClient } from './client.ts';
export { authFileCredentials } from './credentials/auth-file.ts';
export { chainCredentials } from './credentials/chain.ts';
export { defaultCredentials } from './credentials/default.ts';
export {
  credentialVariable,
  environmentCredentials,
  isCredentialVariable,
} from './credentials/environment.ts';
export type {
  CredentialAnswer,
  CredentialProblem,
  Credentials,
  CredentialsProvider,
} from './credentials/types.ts';
export { type DigestVerifier, digestOf, digestVerifier, isDigest } from './digest.ts';
export { type EndpointOptions, registryEndpoint } from './endpoint.ts';
export { isTransient, type RegistryError, type RegistryErrorCode, type UpstreamError } from './error.ts';
export { hostnameOf, isLoopback } from './hosts.ts';
export { type ProxySettings, proxyFromEnvironment } from './http/proxy.ts';
export type { RetryPolicy } from './http/retry.ts';
export { type Listing, type ListOptions, listRepositories, listTags } from './listing.ts';
export {
  type GetManifestOptions,
  getManifest,
  headManifest,
  type Manifest,
  type ManifestHead,
  type ManifestOptions,
} from './manifest.ts';
export { indexMediaType, manifestMediaTypes } from './media-types.ts';
export { ping } from './ping.ts';
export type { RateLimit } from './rate-limit.ts';
export {
  type Descriptor,
  fallbackTag,
  listReferrers,
  type Referrers,
  type ReferrersOptions,
} from './referrers.ts';
export { type ResumeOptions, readBlob } from './resume.ts';
export type { CallOptions, ObservedExchange, RegistryEndpoint, Timeouts, TlsSettings } from './types.ts';

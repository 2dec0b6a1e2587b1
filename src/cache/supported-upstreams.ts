import type { Granularity } from './types.ts';

/** A registry that ACR's artifact cache can fetch from. */
export interface Upstream {
  /** A host, or `*.suffix` for every host below a domain. */
  readonly loginServer: string;
  /** Whether ACR asks for credentials, accepts them, or knows none for this upstream. */
  readonly authentication: 'required' | 'optional' | 'none';
  /** How credentials are given: a credential set (Key Vault), or a user-assigned identity on the rule itself. */
  readonly credential: 'credential-set' | 'identity';
  /** `open`: anybody can publish there, so that a rule for the whole registry lets anybody's image in. */
  readonly publishers: 'curated' | 'open';
  /** What one rule opens unless the team says otherwise. */
  readonly granularity: Granularity;
  /** First path of the targets; for `*.suffix` the host's own label is added: `gar-us-docker`. */
  readonly targetPrefix: string;
  readonly note?: string;
}

/** The upstreams of ACR's artifact cache, with the defaults of `plan`. Day and source stand in `upstreamCatalogue`. */
export const supportedUpstreams: readonly Upstream[] = [
  {
    loginServer: 'docker.io',
    authentication: 'required',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'docker-hub',
    note: 'ACR refuses rules for Docker Hub without a credential set (EnforceDockerAuthentication)',
  },
  {
    loginServer: 'dhi.io',
    authentication: 'required',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'registry',
    targetPrefix: 'dhi',
    note: 'Docker Hardened Images; az only, not in the portal',
  },
  {
    loginServer: 'ghcr.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'ghcr',
  },
  {
    loginServer: 'quay.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'quay',
  },
  {
    loginServer: 'registry.k8s.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'registry',
    targetPrefix: 'k8s',
    note: 'az only, not in the portal',
  },
  {
    loginServer: 'mcr.microsoft.com',
    authentication: 'none',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'registry',
    targetPrefix: 'mcr',
  },
  {
    loginServer: 'public.ecr.aws',
    authentication: 'none',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'ecr-public',
  },
  {
    loginServer: 'gcr.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'gcr',
    note: 'az only, not in the portal',
  },
  {
    loginServer: 'eu.gcr.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'gcr-eu',
    note: 'named in the UpstreamNotSupported error, not in the documentation (Azure/acr#783)',
  },
  {
    loginServer: '*.pkg.dev',
    authentication: 'required',
    credential: 'credential-set',
    publishers: 'open',
    granularity: 'namespace',
    targetPrefix: 'gar',
    note: 'Google Artifact Registry: user name `_json_key` or `_json_key_base64` with a service account key; access tokens expire after an hour',
  },
  {
    loginServer: 'nvcr.io',
    authentication: 'optional',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'namespace',
    targetPrefix: 'nvcr',
    note: 'organisations keep private images there beside the public catalogue',
  },
  {
    loginServer: 'registry.redhat.io',
    authentication: 'required',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'registry',
    targetPrefix: 'redhat',
    note: 'az only, not in the portal',
  },
  {
    loginServer: 'registry.access.redhat.com',
    authentication: 'none',
    credential: 'credential-set',
    publishers: 'curated',
    granularity: 'registry',
    targetPrefix: 'redhat-access',
    note: 'az only, not in the portal',
  },
  {
    loginServer: '*.azurecr.io',
    authentication: 'required',
    credential: 'identity',
    publishers: 'curated',
    granularity: 'namespace',
    targetPrefix: 'acr',
    note: 'the upstream registry must be in ABAC mode and the identity needs Container Registry Repository Reader on it; az 2.85 or newer',
  },
];

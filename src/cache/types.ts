import type { ImageReference } from '../image/types.ts';

/** An ACR cache rule: what is pulled as `<loginServer>/<target>` is fetched from `source` on the first pull. */
export interface CacheRule {
  /** ^[a-zA-Z0-9-]{5,50}$ */
  readonly name: string;
  /** `docker.io/library/*`, `registry.k8s.io/pause`: one optional trailing `/*`, on both sides or on neither. */
  readonly source: string;
  /** `docker-hub/library/*`, `pause`: a path of the team's registry, without its login server. */
  readonly target: string;
  /** Name of the credential set. */
  readonly credentialSet?: string;
}

export interface CredentialSet {
  readonly name: string;
  /** The upstream's login server: `docker.io`. */
  readonly loginServer: string;
  /** Key Vault secret URIs, versionless. */
  readonly usernameSecretId?: string;
  readonly passwordSecretId?: string;
}

/** An exemption from the cache, with the reason a person gave. */
export interface Exemption {
  /** Glob over the normalised reference without tag and digest: `docker.io/library/busybox`, `ghcr.io/acme/**`. */
  readonly image: string;
  readonly reason: string;
  /** ISO date (YYYY-MM-DD), last day on which it holds. */
  readonly expires?: string;
}

/** The team's registry as far as it is known: its rules and what stands in their way. */
export interface CacheRegistry {
  /** `team.azurecr.io`, or `team-hash.azurecr.io`; taken as given, never built from the name. Undefined when not configured. */
  readonly loginServer?: string;
  readonly rules: readonly CacheRule[];
  readonly credentialSets: readonly CredentialSet[];
  /** Other registries that the team owns: hosts, or host globs such as `*.corp.example`. */
  readonly own: readonly string[];
  readonly exempt: readonly Exemption[];
  /** Repositories that exist in the registry (`az acr repository list`); ACR refuses rules whose target holds one. */
  readonly existingRepositories: readonly string[];
}

/** What becomes of one reference. */
export type Decision =
  | { readonly status: 'covered'; readonly rule: CacheRule; /** What to write instead. */ readonly cached: ImageReference }
  | { readonly status: 'uncovered'; /** The rule that would cover it, as `plan` proposes it. */ readonly proposed?: CacheRule; readonly cached?: ImageReference }
  | { readonly status: 'cached'; readonly rule: CacheRule; /** What the cache fetches. */ readonly upstream: ImageReference }
  | { readonly status: 'dangling'; /** Points into the team's registry at a place no rule serves but a rule's neighbourhood suggests a cache. */ readonly reason: string }
  | { readonly status: 'own' }
  | { readonly status: 'unsupported'; readonly reason: string }
  | { readonly status: 'exempt'; readonly reason: string };

export type Granularity = 'registry' | 'namespace' | 'repository';

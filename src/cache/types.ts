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
  /** Rules that exist in the registry. */
  readonly rules: readonly CacheRule[];
  /** Credential sets that exist in the registry. */
  readonly credentialSets: readonly CredentialSet[];
  /** Other registries that the team owns: hosts, or host globs such as `*.corp.example`. */
  readonly own: readonly string[];
  readonly exempt: readonly Exemption[];
  /** Repositories that exist in the registry (`az acr repository list`); ACR refuses new rules whose target holds one. */
  readonly existingRepositories: readonly string[];
  /** ISO date (YYYY-MM-DD) against which exemptions expire; without it none does. */
  readonly today?: string;
}

/** What becomes of one reference. */
export type Decision =
  | {
      readonly status: 'covered';
      readonly rule: CacheRule /** What to write instead. */;
      readonly cached: ImageReference;
    }
  | {
      readonly status: 'uncovered' /** The rule that would cover it, as `plan` proposes it. */;
      readonly proposed?: CacheRule;
      readonly cached?: ImageReference;
    }
  | {
      readonly status: 'cached';
      readonly rule: CacheRule /** What the cache fetches. */;
      readonly upstream: ImageReference;
    }
  | {
      readonly status: 'dangling' /** Points into the team's registry at a place no rule serves but a rule's neighbourhood suggests a cache. */;
      readonly reason: string;
    }
  | { readonly status: 'own' }
  | { readonly status: 'unsupported'; readonly reason: string }
  | { readonly status: 'exempt'; readonly reason: string };

/**
 * How much of an upstream one rule opens: `registry` is `quay.io/*`, `namespace` is `quay.io/prometheus/*`,
 * `repository` is `quay.io/prometheus/node-exporter`.
 */
export type Granularity = 'registry' | 'namespace' | 'repository';

/** The team's wishes for new rules; what is not said follows the catalogue of upstreams. */
export interface PlanPolicy {
  /** Per login server of an upstream: `{ 'quay.io': 'repository' }`. */
  readonly granularity?: Readonly<Record<string, Granularity>>;
  /** First path of the targets, per login server of an upstream: `{ 'docker.io': 'hub' }`. */
  readonly targetPrefix?: Readonly<Record<string, string>>;
  /** The Key Vault that holds upstream credentials: its name, or its URI (`https://name.vault.azure.net`). */
  readonly keyVault?: string;
}

/** A rule to create. */
export interface PlannedRule {
  readonly rule: CacheRule;
  /** One sentence for the person who reviews it. */
  readonly why: string;
  /** The references that it serves, sorted, each once. */
  readonly serves: readonly ImageReference[];
}

/** A rule that exists already and is used as it stands. */
export interface KeptRule {
  readonly rule: CacheRule;
  /** Empty when none of the planned references needs the rule. */
  readonly serves: readonly ImageReference[];
}

/** A credential set to create, before the rules that name it. */
export interface PlannedCredentialSet {
  readonly credentialSet: CredentialSet;
  readonly why: string;
  /** The URI of the Key Vault; undefined when none is configured, the secret URIs then hold `placeholderKeyVault`. */
  readonly keyVault?: string;
}

export type PlanProblemCode =
  /** ACR cannot cache the upstream. */
  | 'unsupported-upstream'
  /** More rules than a registry can hold. */
  | 'too-many-rules'
  /** The usual target is taken, by a rule or by a repository: another one was chosen. */
  | 'target-taken'
  /** No wildcard fits beside what exists: one rule for each repository was chosen instead. */
  | 'static-instead'
  /** The reference would be longer than a registry accepts under the cache's path. */
  | 'name-too-long'
  /** A configured target prefix is no repository path; the catalogue's was used. */
  | 'invalid-prefix'
  /** The rule needs a user-assigned identity, which is given when it is created. */
  | 'identity-needed';

export interface PlanProblem {
  readonly code: PlanProblemCode;
  /** What, why, and what to do. */
  readonly message: string;
  /** Sorted; empty when the problem is not about particular references. */
  readonly references: readonly ImageReference[];
}

/** The fewest rules that serve the given references under the policy. Sorted; the same for any order of the input. */
export interface Plan {
  readonly rules: readonly PlannedRule[];
  readonly credentialSets: readonly PlannedCredentialSet[];
  readonly problems: readonly PlanProblem[];
  readonly kept: readonly KeptRule[];
}

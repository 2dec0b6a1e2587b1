import type { CredentialsProvider } from './credentials/types.ts';
import type { ProxySettings } from './http/proxy.ts';
import type { RetryPolicy } from './http/retry.ts';
import type { RateLimit } from './rate-limit.ts';

/** Every value in milliseconds. */
export interface Timeouts {
  /** Until a connection stands, TLS and a proxy's tunnel included. Default 10,000. */
  readonly connectMs: number;
  /** From then until the answer's header is there. Default 30,000. */
  readonly headersMs: number;
  /** Between two pieces of a body while the caller waits for one. Default 30,000. */
  readonly idleMs: number;
  /** For the whole body of a document (a manifest, a list, a token). Default 120,000. */
  readonly documentMs: number;
}

export interface TlsSettings {
  /** PEM certificates that are trusted beside the system's, by every host that the registry leads to. */
  readonly ca?: string | readonly string[];
  /** PEM certificate chain and key that we show; to the registry's own host alone. */
  readonly cert?: string;
  readonly key?: string;
  /** Accept any certificate of the registry's own host. */
  readonly insecure?: boolean;
}

/** One exchange that was made, for metrics. `status` is absent when there was no answer. */
export interface ObservedExchange {
  /** `redirect`: with a host that the registry sent us to. */
  readonly kind: 'registry' | 'token' | 'redirect';
  readonly method: string;
  readonly host: string;
  readonly status?: number;
  /** Until the header was there. */
  readonly durationMs: number;
  readonly rateLimit?: RateLimit;
  /** What `Retry-After` asked for. */
  readonly retryAfterMs?: number;
}

/** A registry as it is reached. `registryEndpoint` makes one. */
export interface RegistryEndpoint {
  /** As references name it: `docker.io`, `localhost:5000`. Credentials are looked up under this name. */
  readonly host: string;
  /** What stands before `/v2/`, without a slash at its end: `https://registry-1.docker.io`. */
  readonly baseUrl: string;
  readonly credentials?: CredentialsProvider;
  readonly tls?: TlsSettings;
  readonly proxy?: ProxySettings;
  readonly timeouts?: Partial<Timeouts>;
  readonly retry?: Partial<RetryPolicy>;
  /** Hosts (`auth.example.com`, with a port where it is not the scheme's) that tokens may be asked of, beside the registry's own domain. */
  readonly allowedRealms?: readonly string[];
  readonly observe?: (exchange: ObservedExchange) => void;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  documentMs: 120_000,
};

/** What every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

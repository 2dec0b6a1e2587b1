import {
  type Blob,
  createRegistryClient,
  getManifest,
  headManifest,
  listReferrers,
  listTags,
  openBlob,
  type RegistryClient,
  type RegistryEndpoint,
  type RegistryError,
} from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import type {
  ObserveUpstream,
  Upstream,
  UpstreamBlob,
  UpstreamError,
  UpstreamErrorCode,
  Upstreams,
} from './upstream.ts';

/** Upstreams that are reached with the registry client. */
export interface RegistryUpstreams {
  readonly upstreams: Upstreams;
  /** Closes the connections. */
  close(): void;
}

/** `endpointOf` tells how a login server is reached; it is asked once for each. */
export function registryUpstreams(
  endpointOf: (registry: string) => Result<RegistryEndpoint, RegistryError>,
  maxManifestBytes: number,
): RegistryUpstreams {
  const clients = new Map<string, RegistryClient>();
  const upstreams = new Map<string, Upstream>();
  const make = (registry: string, observe: ObserveUpstream | undefined): Upstream => {
    const endpoint = endpointOf(registry);
    if (!endpoint.ok) return unreachable(upstreamError(endpoint.error));
    const client = createRegistryClient({ ...endpoint.value, ...(observe === undefined ? {} : { observe }) });
    clients.set(registry, client);
    return registryUpstream(client, maxManifestBytes);
  };
  return {
    upstreams: (registry, observe) => {
      const upstream = upstreams.get(registry) ?? make(registry, observe);
      upstreams.set(registry, upstream);
      return upstream;
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

function registryUpstream(client: RegistryClient, limitBytes: number): Upstream {
  return {
    headManifest: async (repository, reference, call) => {
      const head = await headManifest(client, repository, reference, call);
      return head.ok ? ok(defined(head.value)) : err(upstreamError(head.error));
    },
    getManifest: async (repository, reference, call) => {
      const manifest = await getManifest(client, repository, reference, { ...call, limitBytes });
      if (!manifest.ok) return err(upstreamError(manifest.error));
      const { bytes, digest, mediaType } = manifest.value;
      return ok({ bytes, digest, ...(mediaType === undefined ? {} : { mediaType }) });
    },
    openBlob: async (repository, digest, from, call) => {
      const range = from === 0 ? {} : { range: { start: from } };
      const blob = await openBlob(client, repository, digest, { ...call, ...range });
      if (blob.ok) return ok(upstreamBlob(blob.value));
      // A registry that knows no ranges sends the whole blob: the beginning is skipped by the reader.
      if (from === 0 || blob.error.code !== 'protocol' || blob.error.status !== 200) {
        return err(upstreamError(blob.error));
      }
      const whole = await openBlob(client, repository, digest, call);
      return whole.ok ? ok(upstreamBlob(whole.value)) : err(upstreamError(whole.error));
    },
    listTags: async (repository, call) => {
      const tags = await listTags(client, repository, call);
      return tags.ok ? ok(tags.value.entries) : err(upstreamError(tags.error));
    },
    listReferrers: async (repository, digest, call) => {
      const referrers = await listReferrers(client, repository, digest, call);
      return referrers.ok ? ok(referrers.value.descriptors) : err(upstreamError(referrers.error));
    },
  };
}

function upstreamBlob(blob: Blob): UpstreamBlob {
  return {
    from: blob.start,
    ...(blob.total === undefined ? {} : { size: blob.total }),
    pour: async (take) => {
      const poured = await blob.pour(take);
      if (!poured.ok) throw new Error(poured.error.message);
    },
    cancel: blob.cancel,
  };
}

const codes: Readonly<Record<RegistryError['code'], UpstreamErrorCode>> = {
  invalid: 'protocol',
  network: 'unavailable',
  tls: 'unavailable',
  timeout: 'unavailable',
  aborted: 'unavailable',
  unauthorized: 'unauthorized',
  denied: 'denied',
  'not-found': 'not-found',
  'rate-limited': 'rate-limited',
  unavailable: 'unavailable',
  protocol: 'protocol',
  'redirect-refused': 'protocol',
  'realm-refused': 'protocol',
};

function upstreamError({ code, message, status, errors, retryAfterMs }: RegistryError): UpstreamError {
  const registryCode = errors[0]?.code;
  return {
    code: codes[code],
    message,
    ...(status === undefined ? {} : { status }),
    ...(registryCode === undefined ? {} : { registryCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1_000) }),
  };
}

function defined(head: {
  readonly digest: string | undefined;
  readonly mediaType: string | undefined;
  readonly size: number | undefined;
}): { readonly digest?: string; readonly mediaType?: string; readonly size?: number } {
  const { digest, mediaType, size } = head;
  return {
    ...(digest === undefined ? {} : { digest }),
    ...(mediaType === undefined ? {} : { mediaType }),
    ...(size === undefined ? {} : { size }),
  };
}

function unreachable(error: UpstreamError): Upstream {
  const answer = async (): Promise<Result<never, UpstreamError>> => err(error);
  return {
    headManifest: answer,
    getManifest: answer,
    openBlob: answer,
    listTags: answer,
    listReferrers: answer,
  };
}

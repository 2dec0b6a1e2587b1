import { formatReference, type ImageReference } from '../../image/index.ts';
import type { RateLimit, RegistryClient, RegistryEndpoint, RegistryError } from '../../registry/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { LocalRegistry } from '../serving/library.ts';

/** What an upstream says of a tag by itself, past any cache. */
export interface UpstreamHead {
  readonly digest: string | undefined;
  readonly rateLimit: RateLimit | undefined;
}

type Answer = Result<UpstreamHead, RegistryError>;

export interface UpstreamHeads {
  /** A HEAD, which Docker Hub does not count; one for each tag, and none of an upstream that once gave no useful answer. */
  readonly head: (upstream: ImageReference) => Promise<Answer>;
  readonly close: () => void;
}

/** Nobody waits long for what is only a comparison. */
const timeouts = { connectMs: 5_000, headersMs: 10_000 };

export function upstreamHeads(
  { createRegistryClient, headManifest }: LocalRegistry,
  endpointOf: (host: string) => Result<RegistryEndpoint, RegistryError>,
  signal: AbortSignal,
): UpstreamHeads {
  const clients = new Map<string, RegistryClient>();
  const failed = new Map<string, RegistryError>();
  const clientOf = (host: string): Result<RegistryClient, RegistryError> => {
    const known = clients.get(host);
    if (known !== undefined) return ok(known);
    const endpoint = endpointOf(host);
    if (!endpoint.ok) return endpoint;
    const client = createRegistryClient({ ...endpoint.value, retry: { attempts: 1 }, timeouts });
    clients.set(host, client);
    return ok(client);
  };
  const ask = async ({ registry, repository, tag = 'latest' }: ImageReference): Promise<Answer> => {
    const before = failed.get(registry);
    if (before !== undefined) return err(before);
    const client = clientOf(registry);
    if (!client.ok) return client;
    const head = await headManifest(client.value, repository, tag, { signal });
    if (head.ok) return ok({ digest: head.value.digest, rateLimit: head.value.rateLimit });
    if (!['not-found', 'denied', 'unauthorized'].includes(head.error.code)) failed.set(registry, head.error);
    return head;
  };
  const answers = new Map<string, Promise<Answer>>();
  return {
    head: (upstream) => {
      const key = formatReference(upstream);
      const answer = answers.get(key) ?? ask(upstream);
      answers.set(key, answer);
      return answer;
    },
    close: () => {
      for (const client of clients.values()) client.close();
    },
  };
}

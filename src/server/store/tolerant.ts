import type { Store } from './types.ts';

/**
 * A store whose failures to read mean that it does not have what was asked for: everything can be had from the upstreams, and
 * a store that is down must not keep it from the clients.
 */
export function tolerantStore(store: Store, failed: (error: unknown) => void): Store {
  const without = <T>(instead: T) => {
    return (error: unknown): T => {
      failed(error);
      return instead;
    };
  };
  const { blobs, records } = store;
  return {
    ...store,
    blobs: {
      ...blobs,
      open: (digest) => blobs.open(digest).catch(without(undefined)),
      remove: (digest) => blobs.remove(digest).catch(without(undefined)),
    },
    records: {
      ...records,
      read: (repository, kind, key) => records.read(repository, kind, key).catch(without<unknown>(undefined)),
      list: (repository, kind) => records.list(repository, kind).catch(without<readonly unknown[]>([])),
      repositories: () => records.repositories().catch(without<readonly string[]>([])),
    },
  };
}

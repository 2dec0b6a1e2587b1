import type { ServerOptions } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import { defaultStoreDirectory, prepareStore } from './store-directory.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChosenStore {
  /** For people. */
  readonly name: string;
  /** Where the server keeps files of its own, such as its certificate. */
  readonly directory: string;
  readonly options: Pick<ServerOptions, 'storeDir' | 'openStore'>;
}

/** The store that `--store` names: a directory, or a place in Azure Blob Storage. One that cannot be used ends the command. */
export async function chooseStore(
  named: string | undefined,
  environment: Environment,
  warn: (message: string) => void,
): Promise<ChosenStore> {
  if (named === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(named)) {
    const storeDir = prepareStore(named, environment);
    return { name: storeDir, directory: storeDir, options: { storeDir } };
  }
  const { azureStore } = await import('../azure-store.ts');
  const identity = async () => (await import('../azure-identity.ts')).azureIdentity();
  const store = await azureStore(named, { environment, identity });
  if (!store.ok) throw new CommandError(`--store: ${store.error}`);
  const { open, unavailable } = store.value;
  if (unavailable !== undefined) {
    warn(
      `${unavailable}; until the storage answers, everything comes from the upstreams and nothing is kept`,
    );
  }
  return { name: named, directory: defaultStoreDirectory(environment), options: { openStore: open } };
}

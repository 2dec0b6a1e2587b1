import type { TokenCredential } from '@azure/identity';
import {
  AnonymousCredential,
  BlobServiceClient,
  type ContainerClient,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { err, ok, type Result } from '../../../../result.ts';
import { type BlobContainer, StorageFailure } from '../container.ts';
import type { StoreAddress } from './address.ts';
import { type ConnectionString, parseConnectionString } from './connection-string.ts';
import { protect, serviceError, storageFailure } from './failure.ts';
import { sdkContainer } from './sdk-container.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ContainerAccess {
  readonly environment: Environment;
  /** Makes the credential that is used when the environment holds none for storage. */
  readonly identity: () => Promise<TokenCredential>;
}

export interface OpenedContainer {
  readonly container: BlobContainer;
  /** Why the storage cannot be used at the moment, if so. */
  readonly unavailable?: string;
}

/** The container at an address, made where it is missing. The error is for people, and names no secret. */
export async function openContainer(
  address: StoreAddress,
  access: ContainerAccess,
): Promise<Result<OpenedContainer, string>> {
  const client = await containerClient(address, access);
  if (!client.ok) return client;
  const place = `${address.account}/${address.container}`;
  const container = sdkContainer(client.value, place);
  try {
    await prepare(client.value);
    return ok({ container });
  } catch (error) {
    const failure = storageFailure(error, place);
    const unknownHost = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
    if (unknownHost) return err(`there is no storage account ${address.account}: its host is not known`);
    if (failure.code === 'unavailable' || failure.code === 'throttled')
      return ok({ container, unavailable: failure.message });
    return err(explained(failure));
  }
}

function explained({ code, message }: StorageFailure): string {
  if (code === 'denied') {
    return `${message}: the credentials may not use the container; they need to read, write, delete and list blobs, as the role "Storage Blob Data Contributor" does`;
  }
  return code === 'no-container'
    ? `${message}: the container is missing, and the credentials may not make it`
    : message;
}

/** Lists, since every credential that is of use may do that, while one of a container's own may not ask for its properties. */
async function prepare(client: ContainerClient): Promise<void> {
  const abortSignal = AbortSignal.timeout(15_000);
  try {
    await client.listBlobsFlat({ abortSignal }).byPage({ maxPageSize: 1 }).next();
  } catch (error) {
    if (serviceError(error)?.code !== 'ContainerNotFound') throw error;
    await client.createIfNotExists({ abortSignal }).catch((refused: unknown) => {
      throw serviceError(refused)?.status === 403
        ? new StorageFailure('no-container', `${client.accountName}/${client.containerName}`)
        : refused;
    });
  }
}

/** The first of these: a connection string, a shared access signature, an account key, an identity of Microsoft Entra. */
async function containerClient(
  { account, endpoint, container }: StoreAddress,
  { environment, identity }: ContainerAccess,
): Promise<Result<ContainerClient, string>> {
  const text = environment.AZURE_STORAGE_CONNECTION_STRING ?? '';
  const connection: Result<ConnectionString, string> = text === '' ? ok({}) : parseConnectionString(text);
  if (!connection.ok) return connection;
  const said = connection.value;
  if (said.account !== undefined && said.account !== account) {
    return err(
      `AZURE_STORAGE_CONNECTION_STRING is of the account ${said.account}, and --store names ${account}`,
    );
  }
  const address = endpoint ?? said.endpoint ?? `https://${account}.blob.core.windows.net`;
  const sas = (said.key === undefined ? said.sas : undefined) ?? environment.AZURE_STORAGE_SAS_TOKEN ?? '';
  const key = said.key ?? environment.AZURE_STORAGE_KEY ?? '';
  for (const secret of [key, sas, said.sas ?? '']) protect(secret);
  if (said.key === undefined && sas !== '') {
    const query = sas.trim().replace(/^\?/, '');
    for (const value of new URLSearchParams(query).getAll('sig')) protect(value);
    return ok(service(`${address}?${query}`, new AnonymousCredential()).getContainerClient(container));
  }
  if (key !== '') {
    if (!/^[A-Za-z0-9+/]{20,}={0,2}$/.test(key)) return err('the key of the storage account is not base64');
    return ok(service(address, new StorageSharedKeyCredential(account, key)).getContainerClient(container));
  }
  if (!address.startsWith('https:')) {
    return err(
      'there are no credentials for the storage: set AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY (an identity is sent by https alone)',
    );
  }
  return ok(service(address, await identity()).getContainerClient(container));
}

/** Someone waits for the storage who could have the blob from elsewhere: few repetitions, soon. */
const retryOptions = { maxTries: 3, retryDelayInMs: 300, maxRetryDelayInMs: 2_000 };

function service(
  url: string,
  credential: AnonymousCredential | StorageSharedKeyCredential | TokenCredential,
): BlobServiceClient {
  return new BlobServiceClient(url, credential, {
    retryOptions,
    userAgentOptions: { userAgentPrefix: 'pullthrough' },
  });
}

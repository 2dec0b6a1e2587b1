import { err, ok, type Result } from '../../../../result.ts';

/** A place in a storage account. */
export interface StoreAddress {
  readonly account: string;
  /** Of the blob service: `https://ACCOUNT.blob.core.windows.net`. Undefined where the credentials or the default say. */
  readonly endpoint?: string;
  readonly container: string;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
}

const forms =
  'it looks like azblob://ACCOUNT/CONTAINER, azblob://ACCOUNT/CONTAINER/PREFIX or https://ACCOUNT.blob.core.windows.net/CONTAINER';

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, "Microsoft.Storage". */
const accountName = /^[a-z0-9]{3,24}$/;
const containerName = /^(?=.{3,63}$)(?:[a-z0-9]+(?:-[a-z0-9]+)*|\$root)$/;
const prefixPart = /^[A-Za-z0-9._-]{1,100}$/;

/** Reads what follows `--store`. The error is one sentence, and quotes no query: that is where signatures stand. */
export function parseStoreAddress(text: string): Result<StoreAddress, string> {
  const shown = text.split(/[?#]/, 1)[0] ?? '';
  if (!URL.canParse(text)) return err(`"${shown}" is no address: ${forms}`);
  const url = new URL(text);
  if (url.search !== '' || url.username !== '' || url.password !== '') {
    return err(
      `"${withoutSecrets(url)}": a command line is read by others; put the shared access signature into AZURE_STORAGE_SAS_TOKEN`,
    );
  }
  if (url.hash !== '') return err(`"${shown}" is no address: ${forms}`);
  const parts = url.pathname.split('/').slice(1);
  if (parts.at(-1) === '') parts.pop();
  if (url.protocol === 'azblob:') {
    if (url.port !== '') return err(`"${shown}": an account has no port: ${forms}`);
    return placeOf(shown, url.hostname, undefined, parts);
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return err(`"${shown}" is no address: ${forms}`);
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return err(`"${shown}": plain http is for the emulator on this machine alone`);
  }
  // The emulator, and any service that is reached by its IP address, has the account in the path.
  if (/^[\d.]+$|^\[|^localhost$/.test(url.hostname)) {
    const [account = '', ...rest] = parts;
    return placeOf(shown, account, `${url.origin}/${account}`, rest);
  }
  return placeOf(shown, url.hostname.split('.', 1)[0] ?? '', url.origin, parts);
}

function placeOf(
  shown: string,
  account: string,
  endpoint: string | undefined,
  [container = '', ...prefix]: readonly string[],
): Result<StoreAddress, string> {
  if (!accountName.test(account)) {
    return err(`"${shown}": "${account}" is no name of a storage account; ${forms}`);
  }
  if (!containerName.test(container)) {
    return err(`"${shown}": "${container}" is no name of a container; ${forms}`);
  }
  const wrong = prefix.find((part) => !prefixPart.test(part) || /^\.+$/.test(part));
  if (wrong !== undefined || prefix.length > 20) {
    return err(`"${shown}": a prefix is made of letters, digits, ".", "_" and "-" between slashes`);
  }
  return ok({
    account,
    ...(endpoint === undefined ? {} : { endpoint }),
    container,
    prefix: prefix.map((part) => `${part}/`).join(''),
  });
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function withoutSecrets({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

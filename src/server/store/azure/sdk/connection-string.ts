import { err, ok, type Result } from '../../../../result.ts';
import { isLoopbackHost } from './address.ts';

/** What a connection string says about the blob service of an account. */
export interface ConnectionString {
  readonly account?: string;
  readonly key?: string;
  readonly sas?: string;
  readonly endpoint?: string;
}

/** https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string. The error quotes nothing of the text. */
export function parseConnectionString(text: string): Result<ConnectionString, string> {
  const settings = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const equals = part.indexOf('=');
    if (equals < 1) return err('AZURE_STORAGE_CONNECTION_STRING is no list of NAME=VALUE between semicolons');
    settings.set(part.slice(0, equals).trim().toLowerCase(), part.slice(equals + 1).trim());
  }
  if (settings.get('usedevelopmentstorage') === 'true') return ok(emulator);
  const account = settings.get('accountname');
  const key = settings.get('accountkey');
  const sas = settings.get('sharedaccesssignature');
  const protocol = settings.get('defaultendpointsprotocol') ?? 'https';
  const suffix = settings.get('endpointsuffix') ?? 'core.windows.net';
  const endpoint =
    settings.get('blobendpoint') ??
    (account === undefined ? undefined : `${protocol}://${account}.blob.${suffix}`);
  if (endpoint !== undefined) {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
    if (!secure) {
      return err(
        'AZURE_STORAGE_CONNECTION_STRING: the endpoint is no https address, nor one on this machine',
      );
    }
  }
  if (key === undefined && sas === undefined) {
    return err('AZURE_STORAGE_CONNECTION_STRING has neither an AccountKey nor a SharedAccessSignature');
  }
  return ok({
    ...(account === undefined ? {} : { account }),
    ...(key === undefined ? {} : { key }),
    ...(sas === undefined ? {} : { sas }),
    ...(endpoint === undefined ? {} : { endpoint: endpoint.replace(/\/+$/, '') }),
  });
}

/**
 * The emulator's account, which is the same everywhere and no secret:
 * https://learn.microsoft.com/azure/storage/common/storage-use-azurite, "Well-known storage account and key".
 */
const emulator: ConnectionString = {
  account: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  endpoint: 'http://127.0.0.1:10000/devstoreaccount1',
};

/** The codes of distribution-spec, "Error Codes", and what `distribution` (`UNAVAILABLE`) and ACR (`TAG_UNKNOWN`, `UNKNOWN`) answer when a registry cannot. */
export type RegistryErrorCode =
  | 'BLOB_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'TAG_UNKNOWN'
  | 'TOOMANYREQUESTS'
  | 'UNAUTHORIZED'
  | 'UNAVAILABLE'
  | 'UNKNOWN'
  | 'UNSUPPORTED';

type Facts = Readonly<Record<string, string | number>>;

/** An answer that is an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: RegistryErrorCode;
  /** One sentence for the person who pulls. */
  readonly message: string;
  /** Facts for a program. */
  readonly detail?: Facts | readonly Facts[] | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an error (distribution-spec, "Error Codes"). */
export function errorBody({ code, message, detail }: ErrorAnswer): string {
  return JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] });
}

/** The codes of distribution-spec, "Error Codes", and what `distribution` answers when a registry cannot (`UNAVAILABLE`). */
export type RegistryErrorCode =
  | 'BLOB_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_INVALID'
  | 'NAME_UNKNOWN'
  | 'TOOMANYREQUESTS'
  | 'UNAVAILABLE'
  | 'UNSUPPORTED';

/** An answer that is an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: RegistryErrorCode;
  /** One sentence for the person who pulls. */
  readonly message: string;
  /** Facts for a program. */
  readonly detail?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an error (distribution-spec, "Error Codes"). */
export function errorBody({ code, message, detail }: ErrorAnswer): string {
  return JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] });
}

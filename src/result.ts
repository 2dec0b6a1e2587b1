/**
 * Errors that a caller is expected to handle are values, never exceptions: an exception is a bug or an
 * I/O failure. Every error type used with `Result` carries a `code` from a closed set.
 */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}

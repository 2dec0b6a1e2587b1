import type { Passwords } from './passwords.ts';
import type { Tokens } from './tokens.ts';

/**
 * Who may use the server.
 * - `open`: everybody, without showing anything.
 * - `token`: everybody, but `GET /v2/` asks for a token, which everybody gets: az and the SDKs go no other way.
 * - `required`: who has a password, or a token that was given for one.
 */
export type Admission =
  | { readonly kind: 'open' | 'token'; readonly tokens: Tokens }
  | { readonly kind: 'required'; readonly tokens: Tokens; readonly passwords: Passwords };

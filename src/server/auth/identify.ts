import type { Passwords } from './passwords.ts';
import type { Tokens } from './tokens.ts';

/** The user name with which a refresh token stands in a password's place (Azure/acr, docs/AAD-OAuth.md). */
export const tokenUser = '00000000-0000-0000-0000-000000000000';

/** `refused`: nobody that we know, for whatever reason. */
export type Identified = { readonly user: string } | 'refused' | 'busy';

/** Who shows a name and a password, or a refresh token in its place. */
export async function identify(
  user: string,
  password: string,
  { passwords, tokens }: { readonly passwords: Passwords; readonly tokens: Tokens },
): Promise<Identified> {
  if (user === tokenUser) return identifyByToken(password, { passwords, tokens });
  const verdict = await passwords.check(user, password);
  if (verdict === 'busy') return 'busy';
  return verdict === 'right' ? { user } : 'refused';
}

/** A refresh token holds as long as its user is there. */
export function identifyByToken(
  token: string,
  { passwords, tokens }: { readonly passwords: Passwords; readonly tokens: Tokens },
): Identified {
  const claims = tokens.read('refresh', token);
  return claims !== undefined && passwords.has(claims.user) ? { user: claims.user } : 'refused';
}

import type { CredentialAnswer, CredentialProblem, CredentialsProvider } from './types.ts';

/** The first provider that has credentials wins; the problems of those before it are kept. */
export function chainCredentials(providers: readonly CredentialsProvider[]): CredentialsProvider {
  return async (host, signal): Promise<CredentialAnswer> => {
    const problems: CredentialProblem[] = [];
    for (const provider of providers) {
      const answer = await provider(host, signal);
      problems.push(...answer.problems);
      if (answer.credentials !== undefined) return { credentials: answer.credentials, problems };
    }
    return { problems };
  };
}

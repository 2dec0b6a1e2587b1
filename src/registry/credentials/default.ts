import { join } from 'node:path';
import { authFileCredentials } from './auth-file.ts';
import { chainCredentials } from './chain.ts';
import { environmentCredentials } from './environment.ts';
import type { CredentialsProvider } from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where credentials are looked for, in this order: a variable for the host (`credentialVariable`), docker's configuration, podman's
 * and skopeo's. `files` are asked before docker's.
 */
export function defaultCredentials(
  environment: Environment,
  homeDirectory: string,
  files: readonly string[] = [],
): CredentialsProvider {
  const paths = [
    ...files,
    dockerConfigPath(environment, homeDirectory),
    ...podmanPaths(environment, homeDirectory),
  ];
  return chainCredentials([
    environmentCredentials(environment),
    ...paths.map((path) => authFileCredentials(path, environment)),
  ]);
}

function dockerConfigPath(environment: Environment, home: string): string {
  return join(environment.DOCKER_CONFIG || join(home, '.docker'), 'config.json');
}

/** containers-auth.json(5): one file if it is named, else the session's and the user's. */
function podmanPaths(environment: Environment, home: string): readonly string[] {
  const named = environment.REGISTRY_AUTH_FILE;
  if (named !== undefined && named !== '') return [named];
  const session = environment.XDG_RUNTIME_DIR;
  const config = environment.XDG_CONFIG_HOME || join(home, '.config');
  const below = join('containers', 'auth.json');
  return [...(session ? [join(session, below)] : []), join(config, below)];
}

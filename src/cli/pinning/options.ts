import type { Command } from 'commander';
import { collect } from '../collect.ts';
import { CommandError } from '../exit.ts';
import type { RepositoryFlags } from '../flags.ts';
import { type EditModes, refuseCheckAndWrite } from '../rewriting/modes.ts';
import { standardInput } from '../standard-input.ts';
import { parseVia } from '../verifying/via.ts';

export interface PinFlags extends RepositoryFlags, EditModes {
  /** Take newer digests for what is pinned already. */
  readonly update?: boolean;
  /** `upstream`, `cache`, or the address of a cache. */
  readonly via: string;
  /** The lock file, in place of the usual one. */
  readonly lock?: string;
  /** Images of the team's own registries too. */
  readonly own?: boolean;
  /** Put digests into tags that something else may read, too. */
  readonly unsafe?: boolean;
  /** `HOST=URL` each. */
  readonly upstream?: readonly string[];
}

export function addPinOptions(command: Command): Command {
  return command
    .option('--check', 'exit with 1 when an image is not pinned, or its tag has moved')
    .option('--diff', 'print what would change')
    .option('--write', 'write the digests into the files, and what they are into the lock file')
    .option('--update', 'take newer digests for what is pinned with a tag')
    .option(
      '--via <where>',
      "whom tags are asked of: upstream, each image's own registry; cache, the registry of the configuration; or the address of that cache",
      'upstream',
    )
    .option('--lock <file>', `the lock file (default: ${lockFileName} in the root of the repository)`)
    .option('--own', "pin images of the team's own registries too")
    .option('--unsafe', 'put digests also into tags that something else than images may read')
    .option(
      '--upstream <host=url>',
      'reach a registry at another address: any https URL, or http on this machine; may be repeated',
      collect,
    );
}

export const lockFileName = 'pullthrough.lock.json';

/** Ends the command where options contradict each other or have no sense. */
export function checkPinFlags(paths: readonly string[], flags: PinFlags): void {
  const { via } = flags;
  if (paths.includes(standardInput))
    throw new CommandError('images are pinned in their files: name a directory instead of -');
  refuseCheckAndWrite(flags);
  if (!['upstream', 'cache'].includes(via) && parseVia(via) === undefined)
    throw new CommandError(
      `--via ${via} is no registry`,
      'upstream, cache, or an address such as team.azurecr.io',
    );
}

import { type Command, Option } from 'commander';
import type { Depth } from '../../verify/index.ts';
import { collect } from '../collect.ts';
import { CommandError } from '../exit.ts';
import type { RepositoryFlags } from '../flags.ts';
import { addUpstreamOptions, type UpstreamFlags } from '../serving/options.ts';
import { parseVia } from './via.ts';

export interface VerifyFlags extends RepositoryFlags, UpstreamFlags {
  readonly output: readonly string[];
  readonly depth: Depth;
  readonly platform?: readonly string[];
  readonly list?: string;
  readonly via?: string;
}

export function addVerifyOptions(command: Command): Command {
  return addUpstreamOptions(
    command
      .option(
        '--list <file>',
        'pull the references of a list, one a line, and not those of files; - reads standard input',
      )
      .addOption(
        new Option('--depth <what>', 'pull manifests, configs too, or layers too')
          .choices(['manifest', 'config', 'layers'])
          .default('config'),
      )
      .option(
        '--platform <os/arch>',
        'of images for several platforms only this one; may be repeated',
        collect,
      )
      .option('--via <url>', 'pull from this registry, such as team.azurecr.io, in place of a local one'),
    'one that is removed afterwards',
  );
}

/** Ends the command where options contradict each other or have no sense. */
export function checkVerifyFlags(paths: readonly string[], flags: VerifyFlags): void {
  if (flags.list !== undefined && paths.length > 0) {
    throw new CommandError('--list names the references: files and directories beside it have no meaning');
  }
  if (flags.via !== undefined && flags.store !== undefined) {
    throw new CommandError('--via pulls from a registry that exists: it has no --store');
  }
  if (flags.via !== undefined) {
    const url = parseVia(flags.via);
    if (url === undefined) {
      throw new CommandError(`--via ${flags.via}: this is no registry`, 'such as https://team.azurecr.io');
    }
    if (url.username !== '' || url.password !== '') {
      throw new CommandError(
        '--via holds a login, which others would read in it',
        `use docker login ${url.host}`,
      );
    }
  }
  for (const platform of flags.platform ?? []) {
    if (/^[a-z0-9_.-]+\/[a-z0-9_.-]+(?:\/[a-z0-9_.-]+)?$/.test(platform)) continue;
    throw new CommandError(`--platform ${platform}: a platform looks like linux/amd64 or linux/arm/v7`);
  }
}

import { type Command, Option } from 'commander';
import type { ExitCode } from '../exit.ts';
import { storeExport } from './export.ts';
import { storeImport } from './import.ts';
import { storeList } from './list.ts';
import type { StoreFlags, StoreImportFlags, StoreListFlags } from './options.ts';

interface Surroundings {
  /** Adds the options that say which configuration is read. */
  readonly configured: (command: Command) => Command;
  readonly finish: (code: ExitCode) => void;
  readonly warner: (flags: StoreFlags) => (message: string) => void;
}

/** `pullthrough store …`: what the local registry keeps, looked at and carried from one machine to another. */
export function addStoreCommands(program: Command, { configured, finish, warner }: Surroundings): void {
  const store = program
    .command('store')
    .description('look at what the local registry keeps, and carry it elsewhere');
  const command = (name: string, description: string): Command =>
    configured(store.command(name).description(description))
      .option('--store <directory>', 'the store (default: $XDG_CACHE_HOME/pullthrough/store)')
      .option('-q, --quiet', 'no warnings, and no text for people');
  command('list', 'list the images of the store with their size and last use')
    .addOption(new Option('-o, --output <format>', 'pretty, json').default('pretty'))
    .action(async (flags: StoreListFlags) => {
      finish(await storeList(flags, warner(flags)));
    });
  command('export', 'write images as an OCI image layout, for skopeo, podman, containerd or another store')
    .argument('<layout>', 'the directory to make, or an archive that ends in .tar')
    .argument('[image...]', 'references, written for the cache or its upstream (default: all)')
    .action(async (target: string, names: readonly string[], flags: StoreFlags) => {
      finish(await storeExport(target, names, flags, warner(flags)));
    });
  command(
    'import',
    'put the images of an OCI image layout into the store, so that serve --offline serves them',
  )
    .argument('<layout>', 'a directory or a .tar archive')
    .option(
      '--as <reference>',
      'what images are that have only a tag for a name, such as docker.io/library/nginx',
    )
    .action(async (path: string, flags: StoreImportFlags) => {
      finish(await storeImport(path, flags, warner(flags)));
    });
}

import type { CacheRegistry } from '../cache/index.ts';
import { registryFrom } from '../config/index.ts';
import { repositoryRoot } from '../host/index.ts';
import type { ConfigurationFlags } from './flags.ts';
import { type LoadedSettings, loadSettings } from './settings.ts';
import { readStateFiles } from './state-files.ts';

/** What is known of the team's registry, without a look at the repository's files. */
export interface Configuration extends Pick<LoadedSettings, 'settings' | 'origin' | 'configFile'> {
  /** The repository's directory, absolute. */
  readonly root: string;
  readonly registry: CacheRegistry;
}

/** Reads the configuration that holds in a directory (absolute), and the rules files and lists that it names. */
export function openConfiguration(
  directory: string,
  flags: ConfigurationFlags,
  warn: (message: string) => void,
): Configuration {
  const cwd = process.cwd();
  const root = repositoryRoot(directory) ?? directory;
  const today = new Date().toISOString().slice(0, 10);
  const loaded = loadSettings(flags, { cwd, start: directory, root, today });
  for (const warning of loaded.warnings) warn(warning);
  const { settings, configFile } = loaded;
  const registry = registryFrom(settings, readStateFiles(loaded, configFile, cwd), today);
  return { ...loaded, root, registry };
}

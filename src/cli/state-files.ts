import { dirname, resolve } from 'node:path';
import { type ImportError, importCredentialSets, importRepositories, importRules } from '../cache/index.ts';
import type { ImportedState, LayeredSettings, SettingKey } from '../config/index.ts';
import { readText } from '../host/index.ts';
import type { Result } from '../result.ts';
import { CommandError } from './exit.ts';

type FileKey = Extract<SettingKey, 'rulesFile' | 'credentialSetsFile' | 'repositoriesFile'>;

/** The commands whose output the files hold, for the message when one holds something else. */
const origins: Readonly<Record<FileKey, string>> = {
  rulesFile: 'az acr cache list -o json',
  credentialSetsFile: 'az acr credential-set list -o json',
  repositoriesFile: 'az acr repository list -o json',
};

const limit = 50_000_000;

/** Reads the files that the settings name. A file that cannot be used ends the command: half of the rules would judge wrongly. */
export function readStateFiles(
  { settings, origin }: LayeredSettings,
  configFile: string | undefined,
  cwd: string,
): ImportedState {
  const pathsOf = (key: FileKey): readonly string[] => {
    const base = origin[key] === 'file' && configFile !== undefined ? dirname(configFile) : cwd;
    return settings[key].map((path) => resolve(base, path));
  };
  const read = <T>(key: FileKey, parse: (json: unknown) => Result<readonly T[], ImportError>): readonly T[] =>
    pathsOf(key).flatMap((path) => readOne(path, key, parse));
  return {
    rules: read('rulesFile', importRules),
    credentialSets: read('credentialSetsFile', importCredentialSets),
    repositories: read('repositoriesFile', importRepositories),
  };
}

function readOne<T>(
  path: string,
  key: FileKey,
  parse: (json: unknown) => Result<readonly T[], ImportError>,
): readonly T[] {
  const wanted = `${key} wants what \`${origins[key]}\` prints`;
  const content = readText(path, { maxBytes: limit });
  if (content.kind !== 'text') {
    throw new CommandError(`${path}: ${content.kind === 'skipped' ? content.reason : 'not read'}`, wanted);
  }
  let json: unknown;
  try {
    json = JSON.parse(content.text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CommandError(`${path}: not JSON: ${error instanceof Error ? error.message : error}`, wanted);
  }
  const parsed = parse(json);
  if (!parsed.ok) throw new CommandError(`${path}: ${parsed.error.message}`, wanted);
  return parsed.value;
}

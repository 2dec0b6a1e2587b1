import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CredentialSet } from '../../cache/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { ifPresent, makeFolder, syncDirectory } from '../store/disk/files.ts';
import { temporaryName } from '../store/disk/owner.ts';
import { type Change, type Changes, noChanges } from './changes.ts';
import type { RoleAssignment, RuleResource } from './state.ts';

const version = 1;

/** The changes that were kept; the error says that the file holds something else. */
export async function readChanges(path: string): Promise<Result<Changes, string>> {
  const text = await ifPresent(readFile(path, 'utf8'));
  if (text === undefined) return ok(noChanges);
  try {
    const value: unknown = JSON.parse(text);
    if (isChanges(value)) return ok(value);
  } catch {
    // Falls through: no JSON and the wrong JSON are one mistake.
  }
  return err('it does not hold what this version of pullthrough writes there');
}

/** Keeps the changes: after a power cut the file holds these, or those before. */
export async function writeChanges(path: string, changes: Changes): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = join(dirname(path), temporaryName());
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(`${JSON.stringify({ version, ...changes }, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

function isChanges(value: unknown): value is Changes {
  return (
    isObject(value) &&
    value.version === version &&
    isListOf(value.rules, (entry): entry is Change<RuleResource> => isChange(entry, isRule)) &&
    isListOf(value.credentialSets, (entry): entry is Change<CredentialSet> =>
      isChange(entry, isCredentialSet),
    ) &&
    isListOf(value.roleAssignments, isRoleAssignment)
  );
}

function isChange<T>(value: unknown, isValue: (value: unknown) => value is T): value is Change<T> {
  if (!isObject(value) || typeof value.name !== 'string') return false;
  const { was, is } = value;
  const isStamped = isObject(is) && hasTexts(is, ['createdAt', 'changedAt']) && isValue(is);
  return (was === null || isValue(was)) && (is === null || isStamped);
}

function isRule(value: unknown): value is RuleResource {
  return (
    isObject(value) &&
    hasTexts(value, ['name', 'source', 'target']) &&
    mayHaveTexts(value, ['credentialSet']) &&
    (value.identities === undefined || isListOf(value.identities, (id) => typeof id === 'string'))
  );
}

function isCredentialSet(value: unknown): value is CredentialSet {
  return (
    isObject(value) &&
    hasTexts(value, ['name', 'loginServer']) &&
    mayHaveTexts(value, ['usernameSecretId', 'passwordSecretId'])
  );
}

function isRoleAssignment(value: unknown): value is RoleAssignment {
  return (
    isObject(value) &&
    hasTexts(value, ['name', 'scope', 'roleDefinitionId', 'principalId']) &&
    mayHaveTexts(value, ['principalType'])
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): value is readonly T[];
function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean;
function isListOf(value: unknown, isEntry: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEntry);
}

function hasTexts(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof value[name] === 'string');
}

function mayHaveTexts(value: Fields, names: readonly string[]): boolean {
  return names.every((name) => value[name] === undefined || typeof value[name] === 'string');
}

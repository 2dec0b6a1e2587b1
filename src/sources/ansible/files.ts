import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext } from '../source.ts';
import { type Variables, variablesIn } from './variables.ts';

/** What a file is, by where it lies (https://docs.ansible.com/ansible/latest/tips_tricks/sample_setup.html). */
export type FileKind = 'tasks' | 'variables' | 'molecule' | 'playbook';

const TASKS = /(?:^|\/)(?:tasks|handlers)\/.*\.ya?ml$/;
const VARIABLES = /(?:^|\/)(?:group_vars|host_vars)\/|(?:^|\/)(?:defaults|vars)\/.*\.ya?ml$/;
const MOLECULE = /(?:^|\/)molecule\/[^/]+\/molecule\.ya?ml$/;

export function kindOf(path: string): FileKind {
  if (MOLECULE.test(path)) return 'molecule';
  if (TASKS.test(path)) return 'tasks';
  return VARIABLES.test(path) ? 'variables' : 'playbook';
}

/** What lies in a role, the last of the folders called so: roles lie in folders with such names, too. */
const IN_ROLE = /^(.*\/|)(?:tasks|handlers|defaults|vars)\//;

/** The folder of the role that a file belongs to, with a slash behind it; undefined outside roles. */
export function roleOf(path: string): string | undefined {
  return IN_ROLE.exec(path)?.[1];
}

const YAML = /\.ya?ml$/;

/** The variables that a file of a role, or one beside `group_vars`, can count on. */
export function surroundings(source: SourceText, context: ExtractContext): Variables {
  const { fileAt, neighbours } = context;
  const either = (path: string): SourceText | undefined =>
    fileAt?.(`${path}.yml`) ?? fileAt?.(`${path}.yaml`);
  const { path } = source;
  const role = roleOf(path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const top = role === undefined ? folder : role.replace(/(?:[^/]+\/)?[^/]*\/?$/, '');
  const beside = kindOf(path) === 'variables' ? (neighbours?.(YAML) ?? []) : [];
  return variablesIn([
    ...(role === undefined ? [] : [either(`${role}defaults/main`), either(`${role}defaults/main/main`)]),
    either(`${top}group_vars/all`),
    either(`${top}group_vars/all/main`),
    ...beside,
    ...(role === undefined || kindOf(path) === 'variables' ? [] : [either(`${role}vars/main`)]),
    ...(kindOf(path) === 'variables' ? [source] : []),
  ]);
}

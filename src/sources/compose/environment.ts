import { knownText, type Scope, textValue } from '../../formats/interpolation/index.ts';
import { isNull, parseYamlText } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import { type Include, includesOf } from './include-entries.ts';
import { type Project, projectOf } from './project.ts';
import { configured, envFile, firstOf, inFolder, proposalBeside, type Variables } from './variables.ts';

/**
 * What variables mean in a file: the configuration first, then `.env` beside the file. A file that another one above it
 * includes sees what that one sees, and what it is given there.
 */
export function environmentOf(
  source: SourceText,
  project: Project | undefined,
  context: ExtractContext,
): Variables {
  const folder = folderOf(source.path);
  const inherited = includerOf(source, context);
  const outer = inherited?.scope ?? configured(context);
  const own = inherited === undefined ? dotenv([inFolder(folder, '.env')], outer, context) : nothing;
  const scope = firstOf(outer, own, projectName(project));
  const folders = inherited === undefined ? [folder] : [inherited.folder, folder];
  return { scope, proposed: () => proposedIn(folders, scope, context) };
}

const nothing: Scope = () => undefined;

function dotenv(paths: readonly string[], outer: Scope, { fileAt }: ExtractContext): Scope {
  let scope = nothing;
  for (const path of paths) {
    const file = fileAt?.(path);
    // A later file takes the place of an earlier one.
    if (file !== undefined) scope = firstOf(envFile(file, firstOf(outer, scope)), scope);
  }
  return scope;
}

function proposedIn(
  folders: readonly string[],
  scope: Scope,
  context: ExtractContext,
): ReturnType<NonNullable<Variables['proposed']>> {
  for (const folder of folders) {
    const file = proposalBeside(folder, context);
    if (file !== undefined) return { scope: firstOf(scope, envFile(file, scope)), file: file.path };
  }
  return undefined;
}

/** Compose sets it to the name of the project, which is that of the folder where the file gives none. */
function projectName(project: Project | undefined): Scope {
  const field = project?.fields.get('name');
  const value = field?.value;
  if (value?.kind !== 'scalar' || isNull(value) || value.value.includes('$')) return nothing;
  const known = { value: textValue(value.value, undefined), origin: [] };
  return (name) => (name === 'COMPOSE_PROJECT_NAME' ? known : undefined);
}

interface Inherited {
  readonly scope: Scope;
  /** That of the file which includes. */
  readonly folder: string;
}

/** The names under which Compose finds a file by itself. */
const DEFAULT_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** Folders above a file that are looked through for one that includes it. */
const MOST_ABOVE = 8;

function includerOf({ path }: SourceText, context: ExtractContext): Inherited | undefined {
  let folder = folderOf(path);
  for (let above = 0; above < MOST_ABOVE; above++) {
    for (const name of DEFAULT_NAMES) {
      const candidate = inFolder(folder, name);
      const file = candidate === path ? undefined : context.fileAt?.(candidate);
      const found = file === undefined ? undefined : includedBy(file, folder, path, context);
      if (found !== undefined) return found;
    }
    if (folder === '') return undefined;
    folder = folderOf(folder);
  }
  return undefined;
}

function includedBy(
  includer: SourceText,
  folder: string,
  path: string,
  context: ExtractContext,
): Inherited | undefined {
  if (!/^["']?include["']?[ \t]*:/m.test(includer.text)) return undefined;
  const outer = configured(context);
  const own = firstOf(outer, dotenv([inFolder(folder, '.env')], outer, context));
  for (const { root } of parseYamlText(includer.text).documents) {
    const project = projectOf(root, true);
    for (const include of project === undefined ? [] : includesOf(project, includer, own)) {
      const paths = include.paths.map(({ expansion }) => pathFrom(folder, knownText(expansion.value)));
      if (!paths.includes(path)) continue;
      return {
        scope: firstOf(own, dotenv(envFilesOf(include, folder, paths[0] ?? path), own, context)),
        folder,
      };
    }
  }
  return undefined;
}

function envFilesOf({ envFiles, directory }: Include, folder: string, main: string): readonly string[] {
  if (envFiles.length > 0) return envFiles.flatMap((path) => pathFrom(folder, path) ?? []);
  const project = directory === undefined ? folderOf(main) : pathFrom(folder, directory);
  return project === undefined ? [] : [inFolder(project, '.env')];
}

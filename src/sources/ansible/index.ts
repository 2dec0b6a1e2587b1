import {
  at,
  parseYaml,
  resolve,
  scalarText,
  type YamlMap,
  type YamlStream,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { kindOf, roleOf, surroundings } from './files.ts';
import { moleculeImages } from './molecule.ts';
import { tasksImages } from './tasks.ts';
import { variableImages } from './variable-images.ts';
import { type Variables, valueIn, variablesIn, withVariables } from './variables.ts';

/** Ansible: tasks of playbooks and roles that run or pull containers, variables that name images, and Molecule's platforms. */
export const ansible: Source = {
  id: 'ansible',
  // Variables of a group may stand in a file without an ending.
  endings: ['.yaml', '.yml', ''],
  claims: (path) => /\.ya?ml$/i.test(path) || /(?:^|\/)(?:group_vars|host_vars)\/[^/.]+$/.test(path),
  hints: ['image', 'docker', 'podman', 'k8s'],
  extract: extractAnsible,
};

function extractAnsible(source: SourceText, context: ExtractContext): Extraction | undefined {
  const kind = kindOf(source.path);
  if (kind === 'playbook' && !isPlaybook(source.text)) return undefined;
  if (kind === 'variables' && !isOfRole(source, context)) return undefined;
  if (/^apiVersion\s*:/m.test(source.text) && kind !== 'molecule') return undefined;
  const stream = parseYaml(source);
  const found = imagesIn(kind, stream, source, context);
  if (found === undefined) return undefined;
  return {
    found: [...found].sort((a, b) => a.span.start - b.span.start),
    problems: stream.problems.map(({ span, message }) => ({ span, message })),
  };
}

/** A list of plays: each names hosts, and has tasks or roles. */
function isPlaybook(text: string): boolean {
  return (
    /^(?:- | {2,4})["']?hosts["']?\s*:/m.test(text) &&
    /^[ \t]+(?:pre_tasks|tasks|post_tasks|handlers|roles|vars)\s*:/m.test(text)
  );
}

/** Folders called `vars` are common; those of a role lie beside its tasks. */
function isOfRole({ path }: SourceText, { fileAt }: ExtractContext): boolean {
  if (/(?:^|\/)(?:group_vars|host_vars|roles)\//.test(path)) return true;
  const role = roleOf(path);
  if (role === undefined) return false;
  return ['tasks/main.yml', 'tasks/main.yaml'].some((name) => fileAt?.(role + name) !== undefined);
}

function imagesIn(
  kind: ReturnType<typeof kindOf>,
  { documents }: YamlStream,
  source: SourceText,
  context: ExtractContext,
): readonly FoundImage[] | undefined {
  const node = documents[0]?.root;
  if (node === undefined) return [];
  const root = resolve(node);
  if (kind === 'molecule') return moleculeImages(root);
  if (kind === 'variables') {
    const value = root.kind === 'map' ? valueIn(surroundings(source, context), root, source) : undefined;
    return value?.kind === 'object' ? variableImages(value, source, root.span) : undefined;
  }
  if (root.kind !== 'seq') return undefined;
  const variables = surroundings(source, context);
  if (kind === 'tasks') return tasksImages(root, { source, variables, path: '', depth: 0 });
  return root.items.flatMap((item, index) => {
    const play = resolve(item);
    return play.kind === 'map' ? playImages(play, `[${index}]`, variables, source, context) : [];
  });
}

function playImages(
  play: YamlMap,
  path: string,
  outer: Variables,
  source: SourceText,
  context: ExtractContext,
): readonly FoundImage[] {
  const files = at(play, ['vars_files']);
  const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1);
  const given = (files?.kind === 'seq' ? files.items : []).map((item) =>
    context.fileAt?.(folder + (scalarText(item) ?? '').replace(/^\.\//, '')),
  );
  const fromFiles = variablesIn(given);
  const own = withVariables(outer, at(play, ['vars']), source);
  const variables = { ...own, definitions: new Map([...own.definitions, ...fromFiles.definitions]) };
  const lists = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'].flatMap((name) =>
    tasksImages(at(play, [name]), { source, variables, path: `${path}.${name}`, depth: 0 }),
  );
  const vars = at(play, ['vars']);
  const value = vars === undefined ? undefined : valueIn(variables, vars, source);
  const named = value?.kind === 'object' ? variableImages(value, source, play.span) : [];
  return [...named.map((image) => ({ ...image, path: `${path}.vars.${image.path}` })), ...lists];
}

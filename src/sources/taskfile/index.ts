import { append } from '../../append.ts';
import type { SourceText } from '../../text/source-text.ts';
import {
  entriesAt,
  environmentOf,
  expand,
  fieldAt,
  itemsAt,
  pathOf,
  type Reading,
  readDocuments,
  reportScript,
  type Spot,
  spanAt,
  textAt,
  writtenAt,
} from '../ci/index.ts';
import { assignedImages, type CommandImage } from '../commands/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { languageOf } from './templates.ts';

/** Taskfiles (taskfile.dev, `schema`): the images that the commands of tasks name, and those that variables hold. */
export const taskfile: Source = {
  id: 'taskfile',
  endings: ['.yaml', '.yml'],
  claims: (path) =>
    /(?:^|\/)(?:[Tt]askfile(?:[._-][^/]*)?\.ya?ml|\.?[Tt]askfiles?\/(?:[^/]+\/)*[^/]+\.ya?ml)$/.test(path),
  hints: ['image', 'docker', 'podman', 'nerdctl', 'kubectl', 'skopeo', 'crane', '.io/'],
  extract: extractTaskfile,
};

function extractTaskfile(source: SourceText, context: ExtractContext): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      const tasks = entriesAt(fieldAt(root, 'tasks'));
      if (tasks.length === 0) return false;
      readVariables([root], root, reading);
      for (const { value } of tasks) {
        if (value.node.kind === 'map') readTask(root, value, reading);
        else readCommands(value, [root], reading);
      }
      return true;
    },
    context,
  );
}

function readTask(root: Spot, task: Spot, reading: Reading): void {
  const owners = [task, root];
  readVariables(owners, task, reading);
  for (const key of ['cmds', 'cmd', 'status', 'preconditions', 'deps'])
    readCommands(fieldAt(task, key), owners, reading);
}

/** A command is a text, or a map that has one; `deps` and `task` name other tasks. */
function readCommands(spot: Spot | undefined, owners: readonly Spot[], reading: Reading): void {
  if (spot === undefined) return;
  for (const item of itemsAt(spot)) readCommands(item, owners, reading);
  for (const key of ['cmd', 'sh', 'defer']) {
    const command = fieldAt(spot, key);
    if (command !== undefined) readCommands(command, owners, reading);
  }
  if (textAt(spot) === undefined) return;
  const language = languageOf(reading.source, owners);
  const environments = owners.map((owner) => fieldAt(owner, 'env'));
  reportScript(reading, spot, {
    language,
    variable: environmentOf(reading.source, environments, language),
  });
}

/** What variables hold that can be nothing but an image, and the commands that give variables their values. */
function readVariables(owners: readonly Spot[], owner: Spot, reading: Reading): void {
  for (const key of ['vars', 'env']) {
    for (const { key: name, value } of entriesAt(fieldAt(owner, key))) {
      if (value.node.kind === 'map') readCommands(fieldAt(value, 'sh'), owners, reading);
      else append(reading.commands, imagesOfVariable(owners, value, name, reading));
    }
  }
}

function imagesOfVariable(
  owners: readonly Spot[],
  value: Spot,
  name: string,
  { source }: Reading,
): readonly CommandImage[] {
  const written = writtenAt(value, source);
  if (written === undefined) return [];
  const values = expand(written, languageOf(source, owners));
  return assignedImages({ name, values, file: source.path, span: spanAt(value), path: pathOf(value) });
}

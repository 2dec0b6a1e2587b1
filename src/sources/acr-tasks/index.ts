import type { SourceText } from '../../text/source-text.ts';
import {
  addCommands,
  expand,
  fieldAt,
  itemsAt,
  type Language,
  partOf,
  pathOf,
  type Reading,
  readDocuments,
  reportChoices,
  reportImage,
  type Spot,
  scriptFragments,
  textAt,
  writtenAt,
} from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';

/** Tasks of Azure Container Registry: the images that steps run, and those that they build and push. */
export const acrTasks: Source = {
  id: 'acr-tasks',
  endings: ['.yaml', '.yml'],
  words: ['acr', 'acb', 'task'],
  claims: (path) => /(?:^|\/)[^/]*(?:acr|acb|task)[^/]*\.ya?ml$/i.test(path),
  hints: ['cmd', 'build', 'push'],
  extract: extractTask,
};

function extractTask(source: SourceText, context: ExtractContext): Extraction | undefined {
  // Of files that are called tasks most are something else.
  if (!/^steps:/m.test(source.text) || !/^[ \t]*(?:-[ \t]*)?(?:cmd|build|push):/m.test(source.text))
    return undefined;
  return readDocuments(
    source,
    (root, reading) => {
      const steps = itemsAt(fieldAt(root, 'steps'));
      if (!steps.some((step) => kinds.some((kind) => fieldAt(step, kind) !== undefined))) return false;
      const built = new Set(steps.flatMap((step) => tagsOf(textAt(fieldAt(step, 'build')) ?? '')));
      for (const step of steps) {
        readCommand(fieldAt(step, 'cmd'), built, reading);
        readBuild(fieldAt(step, 'build'), reading);
        const pushed = fieldAt(step, 'push');
        for (const image of [pushed, ...itemsAt(pushed)])
          reportImage(reading, image, plain, { purpose: 'push' });
      }
      return true;
    },
    context,
  );
}

const kinds = ['cmd', 'build', 'push'];

/** Variables of a run have their values in Azure. */
const plain: Language = { find: () => [], lookUp: () => [] };

/** Images of Microsoft's registry, by the names that tasks have for them (learn.microsoft.com, `container-registry-tasks-reference-yaml`). */
const aliases: ReadonlySet<string> = new Set(['acr', 'az', 'bash', 'curl']);

/** `cmd: image [arguments]`: the first word is the image. */
function readCommand(command: Spot | undefined, built: ReadonlySet<string>, reading: Reading): void {
  const text = writtenAt(command, reading.source);
  const match = /^(\s*)(\S+)/.exec(text?.value ?? '');
  if (command === undefined || text === undefined || match === null) return;
  const [, space = '', image = ''] = match;
  if (built.has(image)) return;
  const part = partOf(text, space.length, space.length + image.length);
  const span = command.via?.span ?? part.spanOf(0, image.length);
  const path = pathOf(command);
  if (!aliases.has(image)) {
    reportChoices(reading, expand(part, plain), span, path);
    return;
  }
  const reason = 'an alias of ACR Tasks for an image of mcr.microsoft.com';
  reading.found.push({
    span,
    value: image,
    unresolved: { code: 'not-visible', reason },
    path,
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  });
}

/** `build: -t image .`: the arguments of `docker build`. */
function readBuild(build: Spot | undefined, reading: Reading): void {
  if (build === undefined) return;
  const fragments = scriptFragments(reading.source, build, undefined);
  const command = { kind: 'text', text: 'docker build ', place: undefined, use: undefined } as const;
  addCommands(reading, [command, ...fragments], pathOf(build), {});
}

function tagsOf(build: string): readonly string[] {
  return [...build.matchAll(/(?:^|\s)(?:-t|--tag|--image)[ =](\S+)/g)].map(([, tag = '']) => tag);
}

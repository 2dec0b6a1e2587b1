import { append } from '../../append.ts';
import type { SourceText } from '../../text/source-text.ts';
import {
  entriesAt,
  environmentOf,
  fieldAt,
  itemsAt,
  type Language,
  type Reading,
  readDocuments,
  reportImage,
  reportNamed,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { languageOf } from './matrix.ts';
import { readPlugin } from './plugin.ts';
import { whenOf } from './when.ts';

/** Drone, Woodpecker, Crow and Vela: the images of steps, services and clones, and what plugins build and push. */
export const drone: Source = {
  id: 'drone',
  endings: ['.yaml', '.yml'],
  words: ['drone', 'woodpecker', 'crow', '.vela.y'],
  claims: (path) => PATH.test(path),
  hints: ['image', 'docker'],
  extract: extractPipelines,
};

const PATH =
  /(?:^|\/)(?:[^/]*\.(?:drone|woodpecker|crow|vela)\.ya?ml|\.(?:drone|woodpecker|crow)\/.+\.ya?ml|\.drone[^/]*\.ya?ml)$/i;

/** Lists or maps of what runs in a container; `pipeline`, `build` and `compose` are those of old versions. */
const sections: readonly string[] = ['clone', 'steps', 'pipeline', 'services'];

function extractPipelines(source: SourceText, context: ExtractContext): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      const kind = textAt(fieldAt(root, 'kind'));
      const own = [...sections, 'build', 'stages', 'secrets'];
      if (kind === undefined && !own.some((key) => fieldAt(root, key) !== undefined)) return false;
      if (kind === 'template') readTemplate(root, reading);
      else if (kind === undefined || kind === 'pipeline') readPipeline(root, reading);
      return true;
    },
    context,
  );
}

/** Pipelines of other types run on a machine, without images. */
const inContainers: ReadonlySet<string> = new Set(['docker', 'kubernetes', 'nomad']);

function readPipeline(root: Spot, reading: Reading): void {
  const type = textAt(fieldAt(root, 'type'));
  const runsImages = type === undefined || inContainers.has(type);
  for (const { language, when } of languageOf(root, reading.source)) {
    const read = (step: Spot): void => readStep(step, language, when, runsImages, reading);
    for (const key of sections) {
      const section = fieldAt(root, key);
      for (const step of itemsAt(section)) read(step);
      for (const { value } of entriesAt(section)) read(value);
    }
    const build = fieldAt(root, 'build');
    if (build?.node.kind === 'map') read(build);
    for (const { value } of entriesAt(fieldAt(root, 'compose'))) read(value);
    for (const step of stepsOfVela(root)) read(step);
  }
}

/** Vela: the steps of stages, and plugins that bring secrets (go-vela.github.io, `reference/yaml`). */
function stepsOfVela(root: Spot): readonly Spot[] {
  return [
    ...entriesAt(fieldAt(root, 'stages')).flatMap(({ value }) => itemsAt(fieldAt(value, 'steps'))),
    ...itemsAt(fieldAt(root, 'secrets')).flatMap((secret) => fieldAt(secret, 'origin') ?? []),
  ];
}

function readStep(
  step: Spot,
  language: Language,
  outer: string | undefined,
  runsImages: boolean,
  reading: Reading,
): void {
  if (step.node.kind !== 'map') return;
  const own = whenOf(fieldAt(step, 'when') ?? fieldAt(step, 'ruleset'));
  const when = outer === undefined ? own : own === undefined ? outer : `${outer} and ${own}`;
  if (runsImages) {
    reportImage(reading, fieldAt(step, 'image'), language, { when });
    readPlugin(step, language, when, reading);
  }
  const commands = fieldAt(step, 'commands');
  const variable = environmentOf(reading.source, [fieldAt(step, 'environment')], language);
  for (const command of [commands, ...itemsAt(commands)])
    reportScript(reading, command, { language, variable, when });
}

/** What a template elsewhere is given. */
function readTemplate(root: Spot, reading: Reading): void {
  const [none] = languageOf(root, reading.source);
  if (none === undefined) return;
  const pending = [fieldAt(root, 'data')];
  for (let spot = pending.pop(); spot !== undefined; spot = pending.pop()) {
    append(pending, itemsAt(spot));
    for (const { key, value } of entriesAt(spot)) {
      reportNamed(reading, value, key, none.language);
      if (value.node.kind !== 'scalar') pending.push(value);
    }
  }
}

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
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { readAgents } from './agents.ts';
import { languageOf } from './environment.ts';
import { readPlugins } from './plugins.ts';

/** Buildkite: what steps run in, by their plugins, their agents and their own `image`. */
export const buildkite: Source = {
  id: 'buildkite',
  endings: ['.yaml', '.yml'],
  words: ['buildkite', 'pipeline'],
  claims: (path) => PATH.test(path),
  hints: ['image', 'docker'],
  extract: extractPipeline,
};

const PATH = /(?:^|\/)(?:\.buildkite\/.+|(?:[^/]*[.-])?buildkite[^/]*|pipeline[^/]*)\.ya?ml$/i;

function extractPipeline(source: SourceText, context: ExtractContext): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      if (!isPipeline(root, source.path)) return false;
      const outer = environmentsOf(root, []);
      const language = languageOf(outer, undefined, source);
      reportImage(reading, fieldAt(root, 'image'), language);
      readAgents(fieldAt(root, 'agents'), language, reading);
      readSteps(fieldAt(root, 'steps'), outer, reading);
      return true;
    },
    context,
  );
}

/** Another system's `pipeline.yml` has a list of steps too: what is in a step tells which it is. */
const ofSteps: readonly string[] = [
  'command',
  'commands',
  'plugins',
  'wait',
  'block',
  'trigger',
  'group',
  'input',
  'key',
];

function isPipeline(root: Spot, path: string): boolean {
  const steps = fieldAt(root, 'steps');
  if (/(?:^|\/)\.buildkite\//.test(path)) return steps !== undefined;
  return itemsAt(steps).some(
    (step) => textAt(step) === 'wait' || ofSteps.some((key) => fieldAt(step, key) !== undefined),
  );
}

function environmentsOf(owner: Spot, outer: readonly Spot[]): readonly Spot[] {
  const env = fieldAt(owner, 'env') ?? fieldAt(owner, 'environment');
  return env === undefined ? outer : [env, ...outer];
}

function readSteps(steps: Spot | undefined, outer: readonly Spot[], reading: Reading): void {
  for (const step of itemsAt(steps)) {
    const inner = fieldAt(step, 'steps');
    if (inner !== undefined) readSteps(inner, outer, reading);
    readStep(step, outer, reading);
    // `- block: …` and the like may hold the step in a map of that name.
    for (const { key, value } of entriesAt(step)) {
      if ((key === 'command' || key === 'script') && value.node.kind === 'map')
        readStep(value, outer, reading);
    }
  }
}

function readStep(step: Spot, outer: readonly Spot[], reading: Reading): void {
  if (step.node.kind !== 'map') return;
  const environment = environmentsOf(step, outer);
  const language: Language = languageOf(environment, fieldAt(step, 'matrix'), reading.source);
  const condition = textAt(fieldAt(step, 'if'));
  const when = condition === undefined ? undefined : `if ${condition}`;
  reportImage(reading, fieldAt(step, 'image'), language, { when });
  readAgents(fieldAt(step, 'agents'), language, reading, when);
  readPlugins(fieldAt(step, 'plugins'), language, reading, when);
  for (const key of ['command', 'commands']) {
    const command = fieldAt(step, key);
    const variable = environmentOf(reading.source, environment, language);
    for (const line of [command, ...itemsAt(command)])
      reportScript(reading, line, { language, variable, when });
  }
}

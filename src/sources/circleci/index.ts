import type { SourceText } from '../../text/source-text.ts';
import {
  entriesAt,
  fieldAt,
  itemsAt,
  pathOf,
  type Reading,
  readDocuments,
  reportImage,
  type Spot,
  spanAt,
  textAt,
} from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { languageOf, type Outer, type Uses } from './parameters.ts';
import { readSteps } from './steps.ts';
import { usesOfExecutors, usesOfJobs } from './uses.ts';

/** CircleCI: the `docker` lists of jobs and executors, in inline orbs too, with the values of parameters. */
export const circleci: Source = {
  id: 'circleci',
  endings: ['.yaml', '.yml'],
  words: ['.circleci/'],
  claims: (path) => /(?:^|\/)\.circleci\/.+\.ya?ml$/i.test(path),
  hints: ['image', 'docker', 'executor'],
  extract: extractConfig,
};

function extractConfig(source: SourceText, context: ExtractContext): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      if (!parts.some((key) => fieldAt(root, key)?.node.kind === 'map')) return false;
      readConfig(root, { pipeline: fieldAt(root, 'parameters') }, reading);
      return true;
    },
    context,
  );
}

const parts: readonly string[] = ['jobs', 'executors', 'commands', 'orbs', 'workflows'];

/** A configuration, or an orb that is written into one. */
function readConfig(
  root: Spot,
  outer: Outer,
  reading: Reading,
  ofOrb: ReadonlyMap<string, Uses> = new Map(),
): void {
  const { source } = reading;
  const jobs = fieldAt(root, 'jobs');
  const ofJobs = new Map([...ofOrb, ...usesOfJobs(source, fieldAt(root, 'workflows'), outer)]);
  const ofExecutors = usesOfExecutors(source, jobs, ofJobs, outer);
  const orbs = fieldAt(root, 'orbs');
  for (const { key, value } of entriesAt(fieldAt(root, 'executors'))) {
    readDocker(value, ofExecutors.get(key) ?? [], outer, reading);
  }
  for (const { key, value } of entriesAt(jobs)) {
    readDocker(value, ofJobs.get(key) ?? [], outer, reading);
    reportOrbExecutor(fieldAt(value, 'executor'), orbs, reading);
    const language = languageOf(source, fieldAt(value, 'parameters'), ofJobs.get(key) ?? [], outer);
    readSteps(fieldAt(value, 'steps'), [fieldAt(value, 'environment')], language, reading);
  }
  for (const { value } of entriesAt(fieldAt(root, 'commands'))) {
    const language = languageOf(source, fieldAt(value, 'parameters'), [], outer);
    readSteps(fieldAt(value, 'steps'), [], language, reading);
  }
  for (const { key, value } of entriesAt(orbs)) {
    if (value.node.kind === 'map') readConfig(value, outer, reading, usesOfOrb(key, ofJobs));
  }
}

/** What the workflows around an orb give to its jobs, which are called `orb/job` there. */
function usesOfOrb(orb: string, ofJobs: ReadonlyMap<string, Uses>): ReadonlyMap<string, Uses> {
  const prefix = `${orb}/`;
  const own = [...ofJobs].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, uses]) => [name.slice(prefix.length), uses]));
}

/** What a job or an executor runs in. The `image` of a `machine` is one of a virtual machine. */
function readDocker(owner: Spot, uses: Uses, outer: Outer, reading: Reading): void {
  const language = languageOf(reading.source, fieldAt(owner, 'parameters'), uses, outer);
  for (const container of itemsAt(fieldAt(owner, 'docker'))) {
    reportImage(reading, fieldAt(container, 'image'), language);
  }
}

/** The images of an orb from the registry stand there. */
function reportOrbExecutor(executor: Spot | undefined, orbs: Spot | undefined, reading: Reading): void {
  const place = textAt(executor) === undefined ? fieldAt(executor, 'name') : executor;
  const name = textAt(place);
  const slash = name?.indexOf('/') ?? -1;
  if (place === undefined || name === undefined || slash === -1) return;
  const orb = textAt(fieldAt(orbs, name.slice(0, slash)));
  if (orb === undefined) return;
  reading.found.push({
    span: spanAt(place),
    value: name,
    unresolved: { code: 'not-visible', reason: `the executor is one of the orb ${orb}` },
    path: pathOf(place),
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  });
}

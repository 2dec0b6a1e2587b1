import type { SourceText } from '../../text/source-text.ts';
import { fieldAt, readDocuments, type Spot } from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';
import { readPipeline } from './pipeline.ts';

/** Azure Pipelines: container resources, the containers and services of jobs, the tasks that work with images. */
export const azurePipelines: Source = {
  id: 'azure-pipelines',
  claims: (path) => NAMED.test(path) || IN_FOLDER.test(path),
  hints: ['container', 'docker', 'image'],
  extract: extractPipeline,
};

const NAMED = /(?:^|\/)[^/]*(?:azure[^/]*pipelines?|vsts-ci|azdo)[^/]*\.ya?ml$/i;

/** Where pipelines and their templates are kept. */
const IN_FOLDER =
  /(?:^|\/)(?:\.?azure[-_]?pipelines?|\.azuredevops|\.azdo|\.ado|\.pipelines?|\.vsts[^/]*|pipelines|eng|devops)\/.+\.ya?ml$/i;

/** The fields of which a pipeline or a template has one. */
const bodies: readonly string[] = ['stages', 'jobs', 'steps', 'extends', 'resources', 'variables'];

/** What nothing but a pipeline of another system has. */
const foreign: readonly string[] = [
  'services',
  'spec',
  'on',
  'stages-include',
  'include',
  'definitions',
  'pipelines',
];

function extractPipeline(source: SourceText): Extraction | undefined {
  return readDocuments(source, (root, reading) => {
    if (!isPipeline(root)) return false;
    readPipeline(root, reading);
    return true;
  });
}

function isPipeline(root: Spot): boolean {
  if (foreign.some((key) => fieldAt(root, key) !== undefined)) return false;
  return bodies.some((key) => {
    const body = fieldAt(root, key)?.node;
    return body !== undefined && body.kind !== 'scalar';
  });
}

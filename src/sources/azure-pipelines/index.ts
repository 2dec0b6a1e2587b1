import type { SourceText } from '../../text/source-text.ts';
import { readDocuments } from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';
import { readPipeline } from './pipeline.ts';
import { isPipeline } from './shape.ts';

/** Azure Pipelines: container resources, the containers and services of jobs, the tasks that work with images. */
export const azurePipelines: Source = {
  id: 'azure-pipelines',
  endings: ['.yaml', '.yml'],
  words: ['pipeline', 'vsts', 'azdo', '.ado/', '.azuredevops/', 'eng/', 'devops/'],
  claims: (path) => NAMED.test(path) || IN_FOLDER.test(path),
  hints: ['container', 'docker', 'image'],
  extract: extractPipeline,
};

const NAMED = /(?:^|\/)[^/]*(?:azure[^/]*pipelines?|vsts-ci|azdo)[^/]*\.ya?ml$/i;

/** Where pipelines and their templates are kept. */
const IN_FOLDER =
  /(?:^|\/)(?:\.?azure[-_]?pipelines?|\.azuredevops|\.azdo|\.ado|\.pipelines?|\.vsts[^/]*|pipelines|eng|devops)\/.+\.ya?ml$/i;

function extractPipeline(source: SourceText): Extraction | undefined {
  return readDocuments(source, (root, reading) => {
    if (!isPipeline(root)) return false;
    readPipeline(root, reading);
    return true;
  });
}

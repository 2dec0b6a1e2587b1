import type { SourceText } from '../../text/source-text.ts';
import { readDocuments } from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { readPipeline } from './pipeline.ts';
import { isPipeline } from './shape.ts';
import { newTemplates } from './templates.ts';

/** Azure Pipelines: container resources, the containers and services of jobs, the tasks that work with images. */
export const azurePipelines: Source = {
  id: 'azure-pipelines',
  endings: ['.yaml', '.yml'],
  words: ['pipeline', 'vsts', 'azdo', '.ado/', '.azuredevops/', 'eng/', 'devops/'],
  claims: (path) => NAMED.test(path) || IN_FOLDER.test(path),
  // A template has an image of what it is given, whatever that is called.
  hints: ['container', 'docker', 'image', 'template:'],
  extract: extractPipeline,
};

const NAMED = /(?:^|\/)[^/]*(?:azure[^/]*pipelines?|vsts-ci|azdo)[^/]*\.ya?ml$/i;

/** Where pipelines and their templates are kept. */
const IN_FOLDER =
  /(?:^|\/)(?:\.?azure[-_]?pipelines?|\.azuredevops|\.azdo|\.ado|\.pipelines?|\.vsts[^/]*|pipelines|eng|devops)\/.+\.ya?ml$/i;

/** What a pipeline includes is a template, whatever its path. */
const included: Source = { ...azurePipelines, claims: () => true };

function extractPipeline(source: SourceText, context: ExtractContext): Extraction | undefined {
  const templates = newTemplates(context);
  const extraction = readDocuments(
    source,
    (root, reading) => {
      if (!isPipeline(root)) return false;
      readPipeline(root, reading, templates);
      return true;
    },
    context,
  );
  if (extraction === undefined || templates.loaded.size === 0) return extraction;
  return { ...extraction, includes: [...templates.loaded].map((path) => ({ path, source: included })) };
}

import { field, parseYaml, resolve } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import { newReport } from '../ci/index.ts';
import { pulledImages } from '../commands/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { reportAction, reportWorkflow } from './workflow.ts';

/** Workflows and actions of GitHub, Gitea and Forgejo. */
export const githubActions: Source = {
  id: 'github-actions',
  endings: ['.yaml', '.yml'],
  words: ['workflow', 'action.y'],
  claims: (path) => WORKFLOW.test(path) || ACTION.test(path),
  hints: [
    'uses: ./',
    'image',
    'container',
    'docker',
    'services',
    'podman',
    'nerdctl',
    'buildah',
    'skopeo',
    'crane',
    'crictl',
    'trivy',
    'cosign',
    'oras',
    'grype',
    'syft',
    'singularity',
    'apptainer',
  ],
  extract: extractWorkflow,
};

const WORKFLOW = /(?:^|\/)(?:\.(?:github|gitea|forgejo)\/workflows|workflow-templates)\/[^/]+\.ya?ml$/;

const ACTION = /(?:^|\/)action\.ya?ml$/;

function extractWorkflow(source: SourceText, context: ExtractContext): Extraction | undefined {
  const { documents, problems } = parseYaml(source);
  const root = documents[0]?.root === undefined ? undefined : resolve(documents[0].root);
  if (root?.kind !== 'map') return undefined;
  const report = newReport();
  if (field(root, 'jobs') !== undefined) reportWorkflow(report, source, root, context);
  else if (field(root, 'runs') !== undefined) reportAction(report, source, root, context);
  else return undefined;
  const found = [...pulledImages(report.images)].sort((a, b) => a.span.start - b.span.start);
  return { found, problems: problems.map(({ span, message }) => ({ span, message })) };
}

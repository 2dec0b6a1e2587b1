import { parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/index.ts';
import { newReport } from '../ci/index.ts';
import { pulledImages } from '../commands/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { reportPipeline } from './jobs.ts';
import { looksLikePipeline, pipelinesOf } from './pipeline.ts';

/** Pipelines of GitLab CI, the files that they include, and CI components. */
export const gitlabCi: Source = {
  id: 'gitlab-ci',
  endings: ['.yaml', '.yml'],
  words: ['gitlab', 'ci/', 'ci-templates/', 'pipelines/', 'templates/'],
  // A chart keeps values for its tests in `ci/`, and its templates in `templates/`.
  claims: (path, chart) =>
    NAMED.test(path) || (chart === undefined && (FOLDER.test(path) || COMPONENT.test(path))),
  hints: [
    'image',
    'services',
    'docker',
    'podman',
    'buildah',
    'nerdctl',
    'skopeo',
    'crane',
    'trivy',
    'cosign',
    'oras',
  ],
  extract: extractPipeline,
};

const NAMED = /(?:^|[/.])gitlab-ci\.ya?ml$|\.gitlab-ci(?:[.-][\w-]+)*\.ya?ml$/;

/** Where pipelines are kept in pieces; what else stands there shows by its content. */
const FOLDER = /(?:^|\/)\.?(?:gitlab|gitlab-ci|ci|ci-templates|pipelines)\/.+\.ya?ml$/;

const COMPONENT = /(?:^|\/)templates\/(?:[^/]+|[^/]+\/template)\.ya?ml$/;

const PIPELINE = /^\.\w|(?:^|[\s{,"'])(?:script|extends|trigger|before_script|spec|include)["']?[ \t]*:/m;

function extractPipeline(source: SourceText, context: ExtractContext): Extraction | undefined {
  const named = NAMED.test(source.path);
  if (!named && !PIPELINE.test(source.text)) return undefined;
  const stream = parseYaml(source);
  const pipelines = pipelinesOf(source, stream);
  if (pipelines.length === 0 || !(named || pipelines.some(looksLikePipeline))) return undefined;
  const report = newReport();
  for (const pipeline of pipelines) reportPipeline(report, { pipeline, context, included: undefined });
  const found = [...pulledImages(report.images)].sort((a, b) => a.span.start - b.span.start);
  return { found, problems: stream.problems.map(({ span, message }) => ({ span, message })) };
}

import { parseHcl } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { jobImages } from './job-blocks.ts';
import { jsonJob } from './job-json.ts';
import { jobScope } from './scope.ts';

/** Jobs of HashiCorp Nomad: the images of tasks that run in containers. */
export const nomad: Source = {
  id: 'nomad',
  endings: ['.nomad', '.hcl', '.json'],
  claims: (path) => /\.(?:nomad|hcl|json)$/i.test(path),
  hints: ['image'],
  extract: extractJob,
};

function extractJob(source: SourceText): Extraction | undefined {
  if (/\.json$/i.test(source.path)) return jsonJob(source);
  if (!/^[ \t]*job\b/m.test(source.text)) return undefined;
  const { body, problems } = parseHcl(source);
  if (!body.blocks.some(({ type }) => type === 'job')) return undefined;
  const found = jobImages(body, jobScope(body, source.path), source);
  return {
    found: [...found].sort((a, b) => a.span.start - b.span.start),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}

import type { SourceText } from '../../text/source-text.ts';
import { imagesOfReading, readingOf } from '../ci/index.ts';
import { scriptOf } from '../groovy/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { readScript } from './read.ts';

/** Jenkins: the agents of declarative pipelines, `docker.image` and pod templates of scripted ones and of libraries. */
export const jenkins: Source = {
  id: 'jenkins',
  words: ['jenkinsfile', '.groovy'],
  claims: (path) =>
    /(?:^|\/)[^/]*jenkinsfile[^/]*$|\.groovy$/i.test(path) && !/\.(?:md|adoc|html|ya?ml|txt)$/i.test(path),
  hints: ['docker', 'containerTemplate', 'kubernetes', 'podTemplate', 'image'],
  extract: extractPipeline,
};

/** What a pipeline or a library of pipelines has that another Groovy program has not. */
const PIPELINE =
  /\bagent\s*\{|\bdocker\s*\.\s*(?:image|build|withRegistry)\b|\bpodTemplate\s*\(|\bcontainerTemplate\b|\bnode\s*(?:\(|\{)|\bpipeline\s*\{/;

function extractPipeline(source: SourceText, context: ExtractContext): Extraction | undefined {
  const { text, path } = source;
  if (/\.groovy$/i.test(path) && !PIPELINE.test(text)) return undefined;
  const reading = readingOf(source, context);
  readScript(scriptOf(source), reading);
  return { found: imagesOfReading(reading), problems: [] };
}

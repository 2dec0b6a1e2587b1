import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import { readPlainDocuments } from '../kubernetes/read-objects.ts';
import { namedIn } from '../open-tag.ts';
import { gradeOf } from '../reference-grade.ts';
import type { Extraction, Source } from '../source.ts';
import { readManifest, unmasked } from '../templated.ts';
import { isDescription } from './descriptions.ts';

/**
 * YAML and JSON that no other source knows: what is called an image there and is written like one. Nothing says what becomes of it,
 * so that it is possible, and likely in the containers of a pod.
 */
export const documents: Source = {
  id: 'documents',
  endings: ['.yaml', '.yml', '.json'],
  claims: (path, chart) => chart === undefined && /\.(?:ya?ml|json)$/i.test(path) && !isDescription(path),
  guesses: () => true,
  hints: ['image'],
  extract: extractDocuments,
};

/** A field called an image with a reference in it that has a path or a tag, on one line; or one whose parts are fields of a map. */
const TELLING =
  /image\w{0,12}["'\\]{0,3}[ \t]*:[ \t]*["']{0,1}[a-z0-9][\w.-]*[:/@][\w.]|image\w{0,12}["'\\]{0,3}[ \t]*:\s{0,200}\{?\s{0,200}["']?(?:registry|repository|name|tag|hub)["']?[ \t]*:/i;

/** Whether a file that no source knows is worth a second look. */
export function mayBeDocument({ path, text }: SourceText): boolean {
  return documents.claims(path, undefined) && TELLING.test(text);
}

function extractDocuments(source: SourceText): Extraction | undefined {
  if (!TELLING.test(source.text)) return undefined;
  const { stream, masked, text } = readManifest(source, false);
  const found = readPlainDocuments(stream, { ...source, text })
    .map((image) => (masked ? unmasked(image, source) : image))
    .flatMap((image) => doubted(image) ?? []);
  if (found.length === 0) return undefined;
  // What is wrong in a file that nobody here knows is not for this tool to say.
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems: [] };
}

const CONTAINER = /(?:^|\.)(?:containers|initContainers)\[\d+\]\.image$/;

function doubted(image: FoundImage): FoundImage | undefined {
  const { value, unresolved, confidence, path } = image;
  // Images of CodeBuild's own come from no registry.
  if (value.startsWith('aws/codebuild/')) return undefined;
  if (unresolved === undefined && CONTAINER.test(path) && confidence === 'certain')
    return { ...image, confidence: 'likely' };
  const name = image.named ?? namedIn(value);
  const grade = gradeOf(unresolved === undefined ? value : name === undefined ? '' : `${name}:0`);
  if (grade === 'none' || grade === 'bare') return undefined;
  return { ...image, confidence: 'possible' };
}

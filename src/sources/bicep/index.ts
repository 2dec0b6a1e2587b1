import { type BicepFile, parseBicep } from '../../formats/bicep/index.ts';
import { evaluateExpression, object, type Value } from '../../formats/expressions/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { withEachSet } from '../azure/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { loadFunctions } from './load-functions.ts';
import { namedImages } from './module-images.ts';
import { setsFor, templateOf } from './parameter-files.ts';
import { declaredImages } from './read.ts';
import { fileScope } from './scope.ts';

/** Bicep: the images of Azure's resources and of what modules are given, with the values of files of parameters beside. */
export const bicep: Source = {
  id: 'bicep',
  endings: ['.bicep', '.bicepparam'],
  claims: (path) => /\.bicep(?:param)?$/i.test(path),
  hints: ['image', 'fxVersion', 'containers'],
  extract: extractBicep,
};

function extractBicep(source: SourceText, context: ExtractContext): Extraction {
  const file = parseBicep(source);
  const { statements, problems } = file;
  const functions = loadFunctions(source.path, context);
  const found = /param$/i.test(source.path)
    ? givenImages(source, file, context)
    : withEachSet(setsFor(source, context), (set) =>
        declaredImages(statements, fileScope(source.path, statements, set, functions).scope, source),
      );
  return { found: [...found].sort((a, b) => a.span.start - b.span.start), problems };
}

/** Of parameters of a file that is not at hand: what is called an image. Else they are found where the file uses them. */
function givenImages(source: SourceText, file: BicepFile, context: ExtractContext): readonly FoundImage[] {
  const template = templateOf(source.path, file);
  if (template !== undefined && context.fileAt?.(template) !== undefined) return [];
  const { statements } = file;
  const { scope } = fileScope(source.path, statements, new Map(), loadFunctions(source.path, context));
  const entries = new Map<string, Value>();
  for (const statement of statements) {
    if (statement.kind === 'param' && statement.value !== undefined)
      entries.set(statement.name, evaluateExpression(statement.value, scope));
  }
  const about = { purpose: 'pull', confidence: 'likely', reach: 'default' } as const;
  return namedImages(object(entries), 'param', source, { start: 0, end: 0 }, about);
}

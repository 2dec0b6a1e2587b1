import { append } from '../../append.ts';
import type { YamlMap } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import { type ChartRequest, gardenCharts, imagesOfRequest } from '../releases/index.ts';
import type { ExtractContext, Extraction, Problem, Source } from '../source.ts';
import { type Spot, textAt } from '../spot.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';
import { actionImages } from './action.ts';
import { buildImages } from './builds.ts';
import { substituted, variablesIn } from './variables.ts';

const KINDS = /^(?:Build|Deploy|Run|Test|Module|Project|ConfigTemplate|RenderTemplate|Workflow)$/;

/** Garden's actions and modules: what containers run, what is built, and charts. */
export const garden: Source = {
  id: 'garden',
  endings: ['.yaml', '.yml'],
  words: ['garden'],
  claims: (path) => /(?:^|[/.-])garden\.ya?ml$/i.test(path),
  hints: ['image', 'localid', 'publishid', 'chart', 'buildargs'],
  extract: extractGarden,
};

function extractGarden(source: SourceText, context: ExtractContext): Extraction | undefined {
  const { stream, text } = readManifest(source, false);
  const maps = stream.documents.flatMap(({ root }): readonly YamlMap[] =>
    root?.kind === 'map' ? [root] : [],
  );
  const actions = maps.map((map): Spot => ({ map, path: '', via: undefined }));
  if (!actions.some((action) => KINDS.test(textAt(action, 'kind')?.value ?? ''))) return undefined;
  const problems: Problem[] = stream.problems.map(({ span, message }) => ({
    span,
    message: withoutFiller(message),
  }));
  const projects = actions.filter((action) => textAt(action, 'kind')?.value === 'Project');
  const found: FoundImage[] = [];
  const requests: ChartRequest[] = [];
  for (const action of actions) {
    const variables = variablesIn([...projects, action], source.path);
    append(
      found,
      actionImages(action).flatMap((image) => substituted(image, variables, source.path)),
    );
    append(found, buildImages(action, { ...source, text }, context));
    for (const request of gardenCharts(action)) {
      requests.push(request);
      const named = imagesOfRequest(request, requests.length - 1, problems);
      append(
        found,
        named.flatMap((image) => substituted(image, variables, source.path)),
      );
    }
  }
  return {
    found: found.map((image) => unmasked(image, source)).sort((a, b) => a.span.start - b.span.start),
    problems,
    ...(requests.length === 0 ? {} : { requests }),
  };
}

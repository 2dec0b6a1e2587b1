import { append } from '../../append.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import { type ChartRequest, imagesOfRequest, skaffoldReleases } from '../releases/index.ts';
import type { ExtractContext, Extraction, Problem, Source } from '../source.ts';
import { type Spot, spotsIn, textAt } from '../spot.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';
import { artifactImages, builtBy } from './artifact.ts';
import { artifactBuilds } from './builds.ts';
import { hookImages } from './hooks.ts';
import { isPulled, runImages } from './run.ts';

const CONFIG = /^[ \t]*["']?apiVersion["']?[ \t]*:[ \t]*["']?skaffold\//m;

/** Skaffold's configurations: what is built and pushed, what builds take from registries, what runs besides, and charts. */
export const skaffold: Source = {
  id: 'skaffold',
  endings: ['.yaml', '.yml'],
  claims: (path) => /\.ya?ml$/i.test(path),
  hints: ['skaffold/'],
  extract: extractConfigs,
};

function extractConfigs(source: SourceText, context: ExtractContext): Extraction | undefined {
  if (!source.text.includes('skaffold/') || !CONFIG.test(source.text)) return undefined;
  const { stream, text } = readManifest(source, false);
  const problems: Problem[] = stream.problems.map(({ span, message }) => ({
    span,
    message: withoutFiller(message),
  }));
  const configs = stream.documents.flatMap(({ root }): readonly Spot[] =>
    root?.kind === 'map' ? [{ map: root, path: '', via: undefined }] : [],
  );
  if (!configs.some((config) => textAt(config, 'apiVersion')?.value.startsWith('skaffold/')))
    return undefined;
  const found: FoundImage[] = [];
  const requests: ChartRequest[] = [];
  const parts = configs.flatMap(partsOf);
  const built = new Set(parts.flatMap(({ spot }) => builtBy(spot)));
  for (const { spot, when } of parts) {
    const pulled = [...runImages(spot), ...hookImages({ ...source, text }, spot)];
    const builds = artifactBuilds(spot, { ...source, text }, context);
    const images = [...artifactImages(spot), ...builds, ...pulled.filter((image) => isPulled(image, built))];
    append(
      found,
      images.map((image): FoundImage => conditional(image, when)),
    );
    for (const request of skaffoldReleases(spot)) {
      requests.push(when === undefined ? request : conditional(request, when));
      const named = imagesOfRequest(requests.at(-1) ?? request, requests.length - 1, problems);
      append(
        found,
        named.filter((image) => image.unresolved !== undefined || isPulled(image, built)),
      );
    }
  }
  return {
    found: found.map((image) => unmasked(image, source)).sort((a, b) => a.span.start - b.span.start),
    problems,
    ...(requests.length === 0 ? {} : { requests }),
  };
}

interface Part {
  readonly spot: Spot;
  readonly when: string | undefined;
}

/** A configuration, and its profiles, which hold the same. */
function partsOf(config: Spot): readonly Part[] {
  return [
    { spot: config, when: undefined },
    ...spotsIn(config, 'profiles').map((spot, index) => ({
      spot,
      when: `the profile ${textAt(spot, 'name')?.value ?? index} is active`,
    })),
  ];
}

function conditional<T>(of: T, when: string | undefined): T {
  return when === undefined ? of : { ...of, reach: 'conditional', when };
}

import {
  expand,
  fieldAt,
  itemsAt,
  type Language,
  partOf,
  pathOf,
  type Reading,
  reportChoices,
  reportImage,
  type Spot,
  textAt,
  type WrittenText,
  writtenAt,
} from '../ci/index.ts';

/** Plugins that build an image and push it: `plugins/docker`, `plugins/kaniko`, `woodpeckerci/plugin-docker-buildx` … */
const BUILDS = /docker|kaniko|buildx|buildah|podman|(?:^|[/-])(?:ecr|gcr|gar|acr|heroku)(?:[:-]|$)/i;

/** What a step that builds an image is set to. Vela calls the settings parameters; until version 1 of Drone they stood in the step itself. */
export function readPlugin(step: Spot, language: Language, when: string | undefined, reading: Reading): void {
  if (!BUILDS.test(textAt(fieldAt(step, 'image')) ?? '')) return;
  const settings = fieldAt(step, 'settings') ?? fieldAt(step, 'parameters') ?? step;
  const tagged = ['tags', 'tag', 'auto_tag'].some((key) => fieldAt(settings, key) !== undefined);
  for (const repositories of textsAt(fieldAt(settings, 'repo'))) {
    const text = writtenAt(repositories, reading.source);
    for (const repository of text === undefined ? [] : itemsOf(text)) {
      const span = repositories.via?.span ?? repository.spanOf(0, repository.value.length);
      const options = { purpose: 'push', when, inheritsTag: tagged } as const;
      reportChoices(reading, expand(repository, language), span, pathOf(repositories), options);
    }
  }
  for (const cached of textsAt(fieldAt(settings, 'cache_from'))) {
    if (!textAt(cached)?.includes('='))
      reportImage(reading, cached, language, { confidence: 'likely', when });
  }
}

/** The items of a text with commas. */
function itemsOf(text: WrittenText): readonly WrittenText[] {
  return [...text.value.matchAll(/[^\s,]+/g)].map(({ 0: item, index }) =>
    partOf(text, index, index + item.length),
  );
}

/** A text, or a list of them. */
function textsAt(spot: Spot | undefined): readonly Spot[] {
  return spot === undefined || textAt(spot) === undefined ? itemsAt(spot) : [spot];
}

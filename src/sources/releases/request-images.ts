import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';
import { joined } from '../spot.ts';
import { valuesImages } from '../values-images.ts';
import { placeOf } from '../yaml-text.ts';
import { type ChartRequest, describeChart, type GivenValues } from './chart-request.ts';
import { mergedValues } from './merged-values.ts';

/** What can be told of a request without its chart: the images that its values name, and that the chart's own are not known. `index` is that among the file's. */
export function imagesOfRequest(
  request: ChartRequest,
  index: number,
  problems: Problem[],
): readonly FoundImage[] {
  const { artifact, chart, values, place, object, reach, when } = request;
  const absentChart = place === undefined && chart.name === undefined ? undefined : describeChart(chart);
  const merged = mergedValues(values);
  const named = merged === undefined ? [] : imagesIn(merged);
  const shared = {
    ...(object === undefined ? {} : { object }),
    ...(reach === undefined ? {} : { reach }),
    ...(when === undefined ? {} : { when }),
  };
  const guessed = [...(place === undefined ? [] : [absent(request, place)]), ...named];
  return [
    // Pulled also where a copy of the chart is at hand, which knows more than what is guessed.
    ...(artifact === undefined ? [] : [{ ...artifact, ...shared }]),
    ...guessed.map((image) => ({ ...image, request: index, ...shared })),
  ];

  function imagesIn(map: NonNullable<typeof merged>): readonly FoundImage[] {
    const { found, problem } = valuesImages(map, absentChart === undefined ? {} : { absentChart });
    if (problem !== undefined) problems.push({ span: problem.span, message: problem.message });
    const paths = pathsIn(values);
    return found.map((image) => ({ ...image, path: paths(image) }));
  }
}

const WHAT_TO_DO = 'add its .tgz or folder under helm.dependencies';

/** `mention`: the place names a chart, and what the chart makes somebody pull is not known. */
function absent({ chart }: ChartRequest, { text, path }: NonNullable<ChartRequest['place']>): FoundImage {
  const named = describeChart(chart);
  const reason =
    chart.folder === undefined
      ? `${named} is not in this repository: its default images are not visible; ${WHAT_TO_DO}`
      : `${named} cannot be read here: its default images are not visible; ${WHAT_TO_DO}`;
  return {
    span: placeOf(text),
    value: text.scalar.value,
    unresolved: { code: 'not-visible', reason },
    path,
    purpose: 'mention',
    confidence: 'possible',
    reach: 'default',
  };
}

/** From keys in the values to field paths of the file: those of the map, or of the setting, that an image begins in. */
function pathsIn(values: readonly GivenValues[]): (image: FoundImage) => string {
  const settings = new Map<number, string>();
  const maps: Extract<GivenValues, { kind: 'map' }>[] = [];
  for (const given of values) {
    if (given.kind === 'setting') settings.set(given.value.scalar.content.start, given.path);
    if (given.kind === 'map') maps.push(given);
  }
  return ({ path, span }) => {
    const holder = maps.find((map) => map.span.start <= span.start && span.end <= map.span.end);
    if (holder !== undefined) return joined(holder.path, path);
    // Behind an alias or a merge key the text stands elsewhere in the file.
    return settings.get(span.start) ?? joined(maps[0]?.path ?? '', path);
  };
}

import { fragmentsOf } from '../../formats/expressions/index.ts';
import type { Fragment } from '../../text/index.ts';
import { attributeOf, attributeValue, textOf } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import { imageAt, stretch } from '../pieces.ts';
import { isChartTag } from '../releases/index.ts';
import { innerSpan, type Resource } from './resource.ts';

const SCHEME = 'oci://';

/** The chart of a `helm_release` itself, where a registry holds it: below the address of the repository, or at an address of its own. */
export function releaseChart(resource: Resource): FoundImage | undefined {
  const { address, body, reach, when, source, type, name } = resource;
  const expression = attributeOf(body, 'chart');
  const chart = fragmentsIn(resource, 'chart');
  const whole = behindScheme(chart);
  const repository = behindScheme(fragmentsIn(resource, 'repository'));
  if (expression === undefined || chart.length === 0) return undefined;
  const named = whole ?? (repository && [...repository, glue('/'), ...chart]);
  if (named === undefined) return undefined;
  const version = fragmentsIn(resource, 'version');
  const hasTag = isChartTag(textOf(version));
  const fragments = hasTag ? [...named, glue(':'), ...version] : named;
  const image = imageAt(fragments, source.path, innerSpan(expression));
  // What is not known of the address is told with what is not known of the chart.
  if (image.unresolved !== undefined || image.pieces?.length === 0) return undefined;
  return {
    ...image,
    path: `${address}.chart`,
    object: { kind: type, name },
    purpose: 'pull',
    confidence: 'certain',
    reach,
    isChart: true,
    ...(when === undefined ? {} : { when }),
    ...(hasTag ? {} : { inheritsTag: true }),
  };
}

function fragmentsIn(resource: Resource, attribute: string): readonly Fragment[] {
  const value = attributeValue(resource, attribute);
  return (value && fragmentsOf(value)) ?? [];
}

/** Without the scheme, and without slashes at the end. */
function behindScheme(fragments: readonly Fragment[]): readonly Fragment[] | undefined {
  const text = textOf(fragments);
  if (!text.startsWith(SCHEME)) return undefined;
  return stretch(fragments, SCHEME.length, text.replace(/\/+$/, '').length);
}

function glue(text: string): Fragment {
  return { kind: 'text', text, place: undefined, use: undefined };
}

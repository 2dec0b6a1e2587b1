import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { namesLiterally, readManifest, unmasked, withoutFiller } from '../templated.ts';
import { implicitHints } from './implicit-images.ts';
import { mayBeCatalog } from './olm-catalog.ts';
import { readObjects } from './read-objects.ts';

/** Manifests: every YAML or JSON file with an object that says its `apiVersion` and `kind`. */
export const kubernetes: Source = {
  id: 'kubernetes',
  endings: ['.yaml', '.yml', '.json'],
  claims: (path) => /\.(?:ya?ml|json)$/i.test(path),
  hints: [
    ...implicitHints,
    'image',
    'pkg.crossplane.io',
    'docker://',
    'oci://',
    'bundles',
    // What has Helm install a chart.
    'HelmRelease',
    'HelmChart',
    'helm.crossplane.io',
    'argoproj.io/',
    'source.toolkit.fluxcd.io',
  ],
  extract: extractManifests,
};

const OBJECT = /^[ \t]*["']?kind["']?[ \t]*:/m;

function extractManifests(source: SourceText, context: ExtractContext): Extraction | undefined {
  const isManifest = source.text.includes('apiVersion') && source.text.includes('kind');
  if (!isManifest && !mayBeCatalog(source.text)) return undefined;
  const template = isChartTemplate(source, context);
  const { stream, masked, text } = readManifest(source, template);
  const { objects, found, problems, requests, chartSources } = readObjects(stream, { ...source, text });
  const unread = stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) }));
  // A manifest that is too broken to show an object is still one that could not be read.
  if (objects === 0 && (unread.length === 0 || !OBJECT.test(source.text))) return undefined;
  const whole = masked ? found.map((image) => unmasked(image, source)) : found;
  return {
    found: template ? whole.filter(namesLiterally) : whole,
    problems: [...unread, ...problems],
    ...(requests.length === 0 ? {} : { requests }),
    ...(chartSources.length === 0 ? {} : { chartSources }),
  };
}

/** A template of a chart: what it takes from the values is found there. */
function isChartTemplate({ path }: SourceText, { chart }: ExtractContext): boolean {
  if (chart === undefined) return false;
  return path.startsWith(chart === '' || chart === '.' ? 'templates/' : `${chart}/templates/`);
}

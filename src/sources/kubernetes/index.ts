import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { namesLiterally, readManifest, unmasked, withoutFiller } from '../templated.ts';
import { implicitHints } from './implicit-images.ts';
import { mayBeCatalog } from './olm-catalog.ts';
import { readObjects } from './read-objects.ts';

/** What Ansible and others fill in before it is a manifest: `deployment.yml.j2`. */
const templateEndings = [
  '.j2',
  '.jinja',
  '.jinja2',
  '.erb',
  '.tmpl',
  '.tpl',
  '.templ',
  '.gotmpl',
  '.template',
  '.tftpl',
];

const TEMPLATE = /\.(?:ya?ml|json)\.(?:j2|jinja2?|erb|te?mpl|tpl|gotmpl|template|tftpl)$/i;

/** Beside manifests by their endings, the image stream in which OpenShift's operators list what their releases replace. */
const MANIFEST =
  /\.(?:ya?ml|json)(?:\.(?:j2|jinja2?|erb|te?mpl|tpl|gotmpl|template|tftpl))?$|(?:^|\/)image-references$/i;

/** Manifests: every YAML or JSON file with an object that says its `apiVersion` and `kind`. */
export const kubernetes: Source = {
  id: 'kubernetes',
  endings: ['.yaml', '.yml', '.json', '', ...templateEndings],
  claims: (path) => MANIFEST.test(path),
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
    'projectsveltos.io',
    'vendir.k14s.io',
    'source.toolkit.fluxcd.io',
  ],
  extract: extractManifests,
};

const OBJECT = /^[ \t]*["']?kind["']?[ \t]*:/m;

function extractManifests(source: SourceText, context: ExtractContext): Extraction | undefined {
  const isManifest = source.text.includes('apiVersion') && source.text.includes('kind');
  if (!isManifest && !mayBeCatalog(source.text)) return undefined;
  const filledIn = TEMPLATE.test(source.path);
  const template = filledIn || isChartTemplate(source, context);
  const { stream, masked, text } = readManifest(filledIn ? withoutStatements(source) : source, template);
  const { objects, found, problems, requests, chartSources } = readObjects(stream, { ...source, text });
  const unread = stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) }));
  // A manifest that is too broken to show an object is still one that could not be read.
  if (objects === 0 && (unread.length === 0 || !OBJECT.test(source.text))) return undefined;
  const whole = masked ? found.map((image) => unmasked(image, source)) : found;
  return {
    found: template ? whole.filter(namesLiterally) : whole,
    // Statements that were taken out leave what only one of their branches is.
    problems: filledIn ? [] : [...unread, ...problems],
    ...(requests.length === 0 ? {} : { requests }),
    ...(chartSources.length === 0 ? {} : { chartSources }),
  };
}

/** The text with blanks for `{% … %}`, `{# … #}` and `<% … %>`: what they decide on stands there in all its forms. */
function withoutStatements(source: SourceText): SourceText {
  if (!/\{[%#]|<%/.test(source.text)) return source;
  const text = source.text.replace(/\{%[^%]*%\}|\{#[^#]*#\}|<%[^=%][^%]*%>/g, (mark) =>
    mark.replace(/[^\n]/g, ' '),
  );
  return { ...source, text };
}

/** A template of a chart: what it takes from the values is found there. */
function isChartTemplate({ path }: SourceText, { chart }: ExtractContext): boolean {
  if (chart === undefined) return false;
  return path.startsWith(chart === '' || chart === '.' ? 'templates/' : `${chart}/templates/`);
}

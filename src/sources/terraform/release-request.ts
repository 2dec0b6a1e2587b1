import { type Fragment, knownText, type Value } from '../../formats/hcl/index.ts';
import { TEMPLATE_FILLER, type YamlMap, type YamlNode, type YamlScalar } from '../../formats/yaml/index.ts';
import { slice } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { attributeOf, attributeValue, useOf } from '../evaluated/index.ts';
import type { ChartName, ChartRequest, GivenValues } from '../releases/index.ts';
import type { YamlText } from '../yaml-text.ts';
import { documentsIn, settingsOf } from './helm-release.ts';
import { innerSpan, type Resource } from './resource.ts';

/** The chart that a `helm_release` has Helm install; undefined where it does not say which. */
export function releaseRequest(resource: Resource): ChartRequest | undefined {
  const { body, address, reach, when, type, name } = resource;
  const expression = attributeOf(body, 'chart');
  const chart = textOf(resource, 'chart');
  if (expression === undefined || chart === undefined) return undefined;
  const release = textOf(resource, 'name');
  const namespace = textOf(resource, 'namespace');
  const place = scalar(chart, innerSpan(expression), 'double');
  return {
    chart: chartNamed(chart, textOf(resource, 'repository'), textOf(resource, 'version')),
    place: { text: asText(place), path: `${address}.chart` },
    values: valuesOf(resource),
    ...(release === undefined ? {} : { release }),
    ...(namespace === undefined ? {} : { namespace }),
    object: { kind: type, name },
    reach,
    ...(when === undefined ? {} : { when }),
  };
}

function chartNamed(chart: string, repository: string | undefined, version: string | undefined): ChartName {
  if (repository === undefined && /^\.{0,2}\//.test(chart)) return { folder: chart };
  return {
    name: chart,
    ...(repository === undefined ? {} : { repository }),
    ...(version === undefined ? {} : { version }),
  };
}

const OWN_FOLDER = /^"\$\{path\.(?:module|root|cwd)\}\/([^"$]+)"$/;

/** What an attribute says; a path in the module's own folder from there on. */
function textOf(resource: Resource, attribute: string): string | undefined {
  const expression = attributeOf(resource.body, attribute);
  if (expression === undefined) return undefined;
  const own = OWN_FOLDER.exec(slice(resource.source, expression.span))?.[1];
  if (own !== undefined) return `./${own}`;
  const value = attributeValue(resource, attribute);
  return value === undefined ? undefined : knownText(value);
}

/** Documents in their order, then settings. A document that is read from elsewhere is given as a file. */
function valuesOf(resource: Resource): readonly GivenValues[] {
  const { source, address, body } = resource;
  const expression = attributeOf(body, 'values');
  const span = expression?.span ?? body.span;
  const path = `${address}.values`;
  const written = attributeValue(resource, 'values');
  const items = written?.kind === 'tuple' ? written.items : written === undefined ? [] : [written];
  // What is wrong in them is told where images are read by their shape.
  const unheard = { ...resource, problems: [] };
  const documents = items.flatMap((item, index): readonly GivenValues[] => {
    const found = documentsIn(unheard, { kind: 'tuple', items: [item] });
    const maps = found.map((document): GivenValues => {
      const map = nodeOf(document, source.path, span) as YamlMap;
      return { kind: 'map', map, path, span, text: undefined };
    });
    if (maps.length > 0) return maps;
    const at = expression?.kind === 'tuple' ? (expression.items[index]?.span ?? span) : span;
    const text = slice(source, at);
    const name = FILE.exec(text)?.[1] ?? text;
    return [{ kind: 'file', name, text: asText(scalar(text, at, 'plain')), path }];
  });
  const settings = settingsOf(resource).flatMap(({ name, value, isText }): readonly GivenValues[] => {
    const node = nodeOf(value, source.path, span);
    if (node.kind !== 'scalar') return [];
    return [{ kind: 'setting', key: name, value: asText(node), path: `${address}.set`, isText }];
  });
  return [...documents, ...settings];
}

/** `file("${path.module}/values.yaml")` */
const FILE = /^file\("(?:\$\{path\.(?:module|root|cwd)\}\/)?([^"$]+)"\)$/;

function asText(node: YamlScalar): YamlText {
  return { scalar: node, via: undefined };
}

/** A value as YAML would have it; what is not known of a text stands as a filler, what stands in another file where it comes in. */
function nodeOf(value: Value, file: string, fallback: Span): YamlNode {
  switch (value.kind) {
    case 'object':
      return {
        kind: 'map',
        span: fallback,
        flow: true,
        entries: [...value.entries].map(([key, each]) => ({
          key: scalar(key, { start: fallback.start, end: fallback.start }, 'double'),
          value: nodeOf(each, file, fallback),
        })),
      };
    case 'tuple':
      return {
        kind: 'seq',
        span: fallback,
        flow: true,
        items: value.items.map((item) => nodeOf(item, file, fallback)),
      };
    case 'string': {
      const text = value.fragments
        .map((each) => (each.kind === 'hole' ? TEMPLATE_FILLER : each.text))
        .join('');
      return scalar(text, spanOf(value.fragments, file) ?? fallback, 'double');
    }
    case 'number':
      return scalar(value.text, placeIn(value, file) ?? fallback, 'plain');
    case 'bool':
      return scalar(String(value.value), placeIn(value, file) ?? fallback, 'plain');
    case 'null':
      return scalar('null', fallback, 'plain');
    case 'unknown':
      return scalar(TEMPLATE_FILLER, fallback, 'double');
  }
}

function spanOf(fragments: readonly Fragment[], file: string): Span | undefined {
  const [only] = fragments;
  const literal = only?.kind === 'text' && fragments.length === 1 ? only.place : undefined;
  return literal?.file === file ? literal.span : useOf(fragments, file);
}

type Placed = Extract<Value, { readonly kind: 'number' | 'bool' }>;

function placeIn({ place, use }: Placed, file: string): Span | undefined {
  return [place, use].find((each) => each?.file === file)?.span;
}

function scalar(value: string, span: Span, style: YamlScalar['style']): YamlScalar {
  return { kind: 'scalar', value, style, span, content: span };
}

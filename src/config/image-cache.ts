import { locationOf, type SourceText } from '../text/index.ts';
import { readTree } from './from-yaml.ts';
import type { ConfigIssue, ConfigProblem } from './issue.ts';
import { normalize } from './normalize.ts';
import { configSchemaFor } from './schema.ts';
import type { Schema } from './schema-type.ts';
import { type ConfigContext, semanticIssues } from './semantics.ts';
import type { PartialSettings } from './settings.ts';
import { type ConfigNode, entryOf } from './tree.ts';
import { validate } from './validate.ts';

/** An `ImageCache`: the object that a kustomization lists under `transformers`. */
export interface ImageCache {
  /** Path of the configuration file, relative to the kustomization's directory; undefined when the settings stand inline. */
  readonly config?: string;
  /** Nothing is rewritten: what would be pulled past the cache fails the build. Absent: images are rewritten. */
  readonly mode?: 'check';
  /** The inline settings; empty beside `config`. */
  readonly settings: PartialSettings;
}

export interface ImageCacheFile {
  /** Undefined when there is an error among the problems. */
  readonly imageCache: ImageCache | undefined;
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

/** The settings of `pullthrough.yaml` that decide where an image is pulled from. */
const inlineKeys = ['registry', 'rules', 'rulesFile', 'own', 'exempt', 'imageFields', 'imageFlags'] as const;

const configSchema = configSchemaFor([]);

const imageCacheSchema: Schema = {
  title: 'an ImageCache',
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  additionalProperties: false,
  properties: {
    apiVersion: { enum: ['pullthrough.dev/v1'] },
    kind: { enum: ['ImageCache'] },
    metadata: {
      title: 'a map with name',
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string', minLength: 1 } },
    },
    spec: {
      title: 'a map with config, or with registry and rules',
      type: 'object',
      additionalProperties: false,
      properties: {
        config: { title: 'a path, relative to the kustomization', type: 'string', minLength: 1 },
        mode: { title: 'rewrite or check', enum: ['rewrite', 'check'] },
        ...Object.fromEntries(inlineKeys.map((key) => [key, configSchema.properties?.[key] ?? {}])),
      },
    },
  },
  $defs: configSchema.$defs ?? {},
};

/** Reads an `ImageCache`. A file with any error gives nothing: half of the rules would redirect wrongly. */
export function readImageCache(source: SourceText, context: ConfigContext): ImageCacheFile {
  const { root, issues } = readTree(source);
  if (root === undefined) {
    return { imageCache: undefined, problems: toProblems(issues.length > 0 ? issues : [nothing], source) };
  }
  const found = validate(root, imageCacheSchema);
  const spec = entryOf(root, 'spec');
  if (found.length > 0 || spec === undefined) {
    return { imageCache: undefined, problems: toProblems(found, source) };
  }
  const problems = toProblems([...choiceIssues(spec), ...semanticIssues(spec, context)], source);
  const failed = problems.some(({ severity }) => severity === 'error');
  return { imageCache: failed ? undefined : imageCacheOf(spec, context), problems };
}

function imageCacheOf(spec: ConfigNode, { checks }: ConfigContext): ImageCache {
  const config = entryOf(spec, 'config');
  const mode = entryOf(spec, 'mode');
  const role = mode?.kind === 'scalar' && mode.text === 'check' ? { mode: 'check' as const } : {};
  if (config?.kind === 'scalar') return { config: config.text, settings: {}, ...role };
  return { settings: normalize(withoutMode(spec), checks), ...role };
}

/** The settings alone. */
function withoutMode(spec: ConfigNode): ConfigNode {
  if (spec.kind !== 'map') return spec;
  return { ...spec, entries: spec.entries.filter(({ key }) => key !== 'mode') };
}

const nothing: ConfigIssue = {
  code: 'empty',
  severity: 'error',
  message: 'the configuration is empty',
  hint: 'It has to be an object of apiVersion pullthrough.dev/v1 and kind ImageCache.',
  span: { start: 0, end: 0 },
};

function choiceIssues(spec: ConfigNode): readonly ConfigIssue[] {
  const inline = inlineKeys.filter((key) => entryOf(spec, key) !== undefined);
  const error = (code: ConfigIssue['code'], message: string, hint: string): readonly ConfigIssue[] => [
    { code, severity: 'error', message, hint, span: spec.span },
  ];
  if (entryOf(spec, 'config') !== undefined) {
    if (inline.length === 0) return [];
    return error(
      'wrong-value',
      `spec has config and ${inline.join(', ')}`,
      'Use either the configuration file or settings of its own.',
    );
  }
  if (inline.includes('registry')) return [];
  return error(
    'missing-key',
    'spec names no registry',
    'Set spec.config to a pullthrough.yaml, or spec.registry and spec.rules.',
  );
}

function toProblems(issues: readonly ConfigIssue[], source: SourceText): readonly ConfigProblem[] {
  return issues
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(({ span, ...issue }) => ({ ...issue, file: source.path, ...locationOf(source, span) }));
}

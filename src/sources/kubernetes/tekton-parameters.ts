import {
  field,
  fieldsOf,
  fragmentsOfScalar,
  isNull,
  resolve,
  scalarText,
  type YamlMap,
  type YamlScalar,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import { type Fragment, literalFragment, type SourceText, slice } from '../../text/index.ts';
import { imageAt } from '../pieces.ts';
import { groupOf } from './api-version.ts';
import type { Report, Sighting } from './object-reader.ts';
import type { KubernetesObject } from './objects.ts';

/** `$(params.image)`, `$(params["image"])`, and the form of old tasks (tekton.dev, `Using variable substitution`). */
const PARAMETER = /\$\((?:inputs\.)?params(?:\.([\w-]+)|\[["']([^"']+)["']\])\)/g;

/** Of one object. */
type Parameters = ReadonlyMap<string, YamlScalar>;

/** Reports the images of Tekton's objects with the defaults of their parameters, and with what a run gives. */
export function withParameters(
  object: KubernetesObject | undefined,
  source: SourceText | undefined,
  report: Report,
): Report {
  if (object === undefined || source === undefined || groupOf(object.apiVersion) !== 'tekton.dev')
    return report;
  const parameters = parametersOf(object.map);
  if (parameters.size === 0) return report;
  return (place, sighting) => report(place, filledIn(sighting, parameters, source) ?? sighting);
}

/** What a run gives wins over a default. */
function parametersOf(object: YamlMap): Parameters {
  const parameters = new Map<string, YamlScalar>();
  const spec = field(object, 'spec')?.value;
  const owners = [spec, field(spec, 'taskSpec')?.value, field(spec, 'pipelineSpec')?.value];
  for (const owner of [...owners, field(spec, 'inputs')?.value]) {
    for (const item of listAt(owner, 'params')) {
      const name = scalarText(field(item, 'name')?.value);
      const value =
        item.kind === 'map'
          ? fieldsOf(item).find(({ key }) => /^(?:value|default)$/.test(key))?.value
          : undefined;
      if (name === undefined || value?.kind !== 'scalar' || isNull(value)) continue;
      if (!parameters.has(name)) parameters.set(name, value);
    }
  }
  for (const name of namesOfTasks(spec)) parameters.delete(name);
  return parameters;
}

/** Within a pipeline a task that has a parameter of its own means that. */
function namesOfTasks(spec: YamlValue | undefined): readonly string[] {
  const pipelines = [spec, field(spec, 'pipelineSpec')?.value];
  const tasks = pipelines.flatMap((pipeline) => [
    ...listAt(pipeline, 'tasks'),
    ...listAt(pipeline, 'finally'),
  ]);
  const owners = tasks.flatMap((task) => [task, field(task, 'taskSpec')?.value]);
  return owners.flatMap((owner) =>
    listAt(owner, 'params').flatMap((item) => scalarText(field(item, 'name')?.value) ?? []),
  );
}

function listAt(owner: YamlValue | undefined, key: string): readonly YamlValue[] {
  const list = field(owner, key)?.value;
  return list?.kind === 'seq' ? list.items.map(resolve) : [];
}

/** The sighting with the values of its parameters; undefined where one is not known, or none is named. */
function filledIn(sighting: Sighting, parameters: Parameters, source: SourceText): Sighting | undefined {
  const { span, value, unresolved: _, ...rest } = sighting;
  if (!value.includes('$(') || slice(source, span) !== value) return undefined;
  const fragments: Fragment[] = [];
  let at = 0;
  const literal = (end: number): void => {
    if (at === end) return;
    const place = { start: span.start + at, end: span.start + end };
    fragments.push(literalFragment(value.slice(at, end), source.path, place));
  };
  for (const match of value.matchAll(PARAMETER)) {
    const scalar = parameters.get(match[1] ?? match[2] ?? '');
    if (scalar === undefined || scalar.value.includes('$(')) return undefined;
    literal(match.index);
    at = match.index + match[0].length;
    const use = { file: source.path, span: { start: span.start + match.index, end: span.start + at } };
    for (const fragment of fragmentsOfScalar(source, scalar)) fragments.push({ ...fragment, use });
  }
  if (at === 0) return undefined;
  literal(value.length);
  return { ...rest, ...imageAt(fragments, source.path, span) };
}

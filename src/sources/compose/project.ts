import {
  fieldsOf,
  isNull,
  resolve,
  scalarText,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlNode,
} from '../../formats/yaml/index.ts';

/** One document of a Compose file. */
export interface Project {
  readonly root: YamlMap;
  readonly fields: ReadonlyMap<string, YamlField>;
  readonly services: readonly Service[];
  /** The services by their names, the last of those that have one in common. */
  readonly named: ReadonlyMap<string, Service>;
}

/** A service, or a job. */
export interface Service {
  readonly name: string;
  readonly kind: 'service' | 'job';
  readonly map: YamlMap;
  readonly path: readonly string[];
  /** The alias through which the whole of it is reached. */
  readonly via: YamlAlias | undefined;
}

/** What can stand at the top of a Compose file (compose-spec.json), besides `x-…`. */
const TOP = new Set([
  'version',
  'name',
  'include',
  'services',
  'jobs',
  'models',
  'networks',
  'volumes',
  'secrets',
  'configs',
]);

/** The document as what Compose reads; undefined where it is something else. `named`: the name of the file says that it is one. */
export function projectOf(node: YamlNode | undefined, named: boolean): Project | undefined {
  const root = node === undefined ? undefined : resolve(node);
  if (root?.kind !== 'map') return undefined;
  const fields = new Map(fieldsOf(root).map((field) => [field.key, field]));
  const isCurrent = ['services', 'include', 'models', 'jobs'].some((key) => fields.has(key));
  if (!isCurrent) return named ? firstVersion(root, fields) : undefined;
  const services = [
    ...servicesIn(fields.get('services'), 'service'),
    ...servicesIn(fields.get('jobs'), 'job'),
  ];
  const project: Project = { root, fields, services, named: byName(services) };
  if (named) return isForeign(fields) ? undefined : project;
  return isUnmistakable(project) ? project : undefined;
}

/** Kubernetes objects, and CI files that have services of their own. */
function isForeign(fields: ReadonlyMap<string, YamlField>): boolean {
  return (
    (fields.has('apiVersion') && fields.has('kind')) ||
    (fields.has('services') && fields.get('services')?.value.kind === 'seq')
  );
}

/** Under any other name nothing else may stand in it: many formats have services. */
function isUnmistakable({ fields, services }: Project): boolean {
  if (![...fields.keys()].every((key) => TOP.has(key) || key.startsWith('x-'))) return false;
  const entries = fields.get('services')?.value;
  if (
    entries?.kind !== 'map' ||
    services.filter(({ kind }) => kind === 'service').length !== fieldsWithDoubles(entries).length
  )
    return false;
  return services.some(({ map }) => fieldsOf(map).some(isImageOrBuild));
}

function isImageOrBuild({ key, value }: YamlField): boolean {
  if (key === 'image') return value.kind === 'scalar' && !isNull(value);
  return key === 'build' && (value.kind === 'map' || (value.kind === 'scalar' && !isNull(value)));
}

/** Services at the top: every entry is one, and some say what they run. */
function firstVersion(root: YamlMap, fields: ReadonlyMap<string, YamlField>): Project | undefined {
  if (fields.has('version') || fields.has('apiVersion')) return undefined;
  const services = servicesIn({ key: '', keyNode: root, value: root }, 'service', []);
  const whole = services.length === fields.size && services.length > 0;
  if (!whole || !services.some(({ map }) => fieldsOf(map).some(isImageOrBuild))) return undefined;
  return { root, fields, services, named: byName(services) };
}

function byName(services: readonly Service[]): ReadonlyMap<string, Service> {
  return new Map(services.map((service) => [service.name, service]));
}

function servicesIn(
  list: YamlField | undefined,
  kind: Service['kind'],
  prefix: readonly string[] = [`${kind}s`],
): readonly Service[] {
  if (list?.value.kind !== 'map') return [];
  return fieldsWithDoubles(list.value).flatMap(({ key: name, value, via }) =>
    value.kind === 'map' ? [{ name, kind, map: value, path: [...prefix, name], via: list.via ?? via }] : [],
  );
}

/** The fields of a map, and those that later ones of the same name hide: the branches of a template have names in common. */
export function fieldsWithDoubles(map: YamlMap): readonly YamlField[] {
  const fields = fieldsOf(map);
  const last = new Set(fields.map(({ keyNode }) => keyNode));
  const names = new Set(fields.map(({ key }) => key));
  const hidden = map.entries.flatMap(({ key: keyNode, value }) => {
    const key = scalarText(keyNode);
    if (key === undefined || last.has(keyNode) || !names.has(key)) return [];
    return [{ key, keyNode, value: resolve(value), ...(value.kind === 'alias' ? { via: value } : {}) }];
  });
  return hidden.length === 0 ? fields : [...hidden, ...fields];
}

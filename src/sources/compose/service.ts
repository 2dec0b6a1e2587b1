import { field, isNull, type YamlAlias, type YamlMap } from '../../formats/yaml/index.ts';
import { readBuild } from './build.ts';
import { type Chain, chainOf, type Files, inherited, overriddenService } from './chain.ts';
import { itemsOf, mayRead } from './items.ts';
import { readModel } from './models.ts';
import { readNamedValues } from './named-values.ts';
import { fieldsWithDoubles, type Project, type Service } from './project.ts';
import { reachOf } from './reach.ts';
import {
  add,
  imageAt,
  plainText,
  RESET,
  type Reader,
  reportImage,
  type Sighting,
  type Text,
  textOf,
} from './reader.ts';

/** Reads what a service, or a job, has Compose pull and build. */
export function readService(service: Service, project: Project, reader: Reader, files: Files): void {
  const { map, path, via } = service;
  if (via !== undefined && !mayRead(map.entries.length, via, reader)) return;
  const chain = chainOf(service, project, reader, files);
  const pull: Sighting = { purpose: 'pull', ...reachOf(chain, reader) };
  const builds = hasBuild(chain) || isBuilt(overriddenService(service, reader, files)?.map);
  readImage(chain, pull, builds, reader);
  readHiddenImages(service, { ...pull, ...(builds ? { purpose: 'push' } : {}) }, reader);
  const build = field(map, 'build');
  if (build?.value.kind === 'map' && build.value.tag !== RESET)
    readBuild(build.value, [...path, 'build'], via ?? build.via, { ...pull, purpose: 'build' }, reader);
  readVolumes(map, path, via, pull, reader);
  for (const { index, value, via: through } of itemsOf(field(map, 'pre_start'), via, reader)) {
    if (value.kind !== 'map') continue;
    const at = [...path, 'pre_start', index];
    reportImage(textOf(field(value, 'image'), through, reader), [...at, 'image'], pull, reader);
    readVolumes(value, at, through, pull, reader);
  }
  readProvider(service, pull, reader);
  readNamedValues(field(map, 'environment'), [...path, 'environment'], via, pull, reader);
}

function readImage(chain: Chain, pull: Sighting, builds: boolean, reader: Reader): void {
  const { service, missing } = chain;
  const at = [...service.path, 'image'];
  const text = imageText(chain, reader);
  if (text === undefined) {
    if (missing === undefined || builds) return;
    const unresolved = { code: 'not-visible', reason: missing.reason } as const;
    const image = { span: missing.at.use, value: missing.at.scalar.value, unresolved };
    add(image, [...service.path, 'extends'], pull, reader);
    return;
  }
  const image = imageAt(text, reader);
  if (image === undefined) return;
  if (builds) reader.built.add(image.value);
  add(
    image,
    at,
    builds ? { ...pull, purpose: 'push' } : { ...pull, purpose: purposeOf(chain, reader) },
    reader,
  );
}

/** Where the branches of a template each give the service an image, its own is the last of them. */
function readHiddenImages({ map, path, via }: Service, sighting: Sighting, reader: Reader): void {
  const images = fieldsWithDoubles(map).filter(({ key }) => key === 'image');
  for (const image of images.slice(0, -1))
    reportImage(textOf(image, via, reader), [...path, 'image'], sighting, reader);
}

/** `pull_policy: never`: Compose runs what is there, and pulls nothing (compose-spec, 05-services). */
function purposeOf(chain: Chain, reader: Reader): 'pull' | 'mention' {
  const policy = textOf(inherited(chain, 'pull_policy'), undefined, reader);
  return plainText(policy, reader) === 'never' ? 'mention' : 'pull';
}

/** The service's own image, or that of the nearest service that it extends, used where it says so. */
function imageText(chain: Chain, reader: Reader): Text | undefined {
  const { service, bases, extends: extended } = chain;
  const own = field(service.map, 'image');
  if (own !== undefined) return textOf(own, service.via, reader);
  for (const { service: base, source } of bases) {
    const image = textOf(field(base.map, 'image'), undefined, { source });
    if (image !== undefined && extended !== undefined) return { ...image, use: extended.use };
  }
  return undefined;
}

function hasBuild(chain: Chain): boolean {
  const build = inherited(chain, 'build')?.value;
  return build !== undefined && !(build.kind === 'scalar' && isNull(build));
}

function isBuilt(map: YamlMap | undefined): boolean {
  const build = field(map, 'build')?.value;
  return build !== undefined && !(build.kind === 'scalar' && isNull(build));
}

/** Images mounted as volumes. */
function readVolumes(
  map: YamlMap,
  path: readonly (string | number)[],
  via: YamlAlias | undefined,
  sighting: Sighting,
  reader: Reader,
): void {
  for (const { index, value, via: through } of itemsOf(field(map, 'volumes'), via, reader)) {
    if (value.kind !== 'map') continue;
    if (plainText(textOf(field(value, 'type'), through, reader), reader) !== 'image') continue;
    const source = textOf(field(value, 'source'), through, reader);
    reportImage(source, [...path, 'volumes', index, 'source'], sighting, reader);
  }
}

/** A service that a provider runs has no image; that of Docker Model Runner has a model. */
function readProvider({ map, path, via }: Service, sighting: Sighting, reader: Reader): void {
  const provider = field(map, 'provider');
  const type = textOf(field(provider?.value, 'type'), undefined, reader);
  if (plainText(type, reader) !== 'model') return;
  const model = field(field(provider?.value, 'options')?.value, 'model');
  readModel(textOf(model, via, reader), [...path, 'provider', 'options', 'model'], sighting, reader);
}

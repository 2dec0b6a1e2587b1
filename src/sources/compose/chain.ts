import { field, parseYamlText, type YamlField } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import { overridden } from './claims.ts';
import { type Project, projectOf, type Service } from './project.ts';
import { plainText, RESET, type Reader, type Text, textAt, textOf } from './reader.ts';
import { isRemote } from './remote.ts';

/** A service that another one extends. */
export interface Base {
  readonly service: Service;
  readonly source: SourceText;
}

/** A service with those that it extends, the nearest first. */
export interface Chain {
  readonly service: Service;
  readonly bases: readonly Base[];
  /** Where it says what it extends. */
  readonly extends: Text | undefined;
  /** Why what it extends is not known, and where it says so. */
  readonly missing: { readonly at: Text; readonly reason: string } | undefined;
}

/** More than anybody writes; a service may extend itself. */
const LONGEST = 20;

export function chainOf(service: Service, project: Project, reader: Reader, files: Files): Chain {
  const bases: Base[] = [];
  let here: { service: Service; project: Project; source: SourceText } = {
    service,
    project,
    source: reader.source,
  };
  let first: Text | undefined;
  for (let length = 0; length < LONGEST; length++) {
    const { service: current, source } = here;
    const extended = field(current.map, 'extends');
    if (extended === undefined) break;
    const via = current.via ?? extended.via;
    const isMap = extended.value.kind === 'map';
    const name = isMap
      ? textOf(field(extended.value, 'service'), via, here)
      : textAt(extended.value, via, source);
    const file = isMap ? textOf(field(extended.value, 'file'), via, here) : undefined;
    const nameText = plainText(name, reader);
    if (name === undefined || nameText === undefined) break;
    first ??= name;
    const at = file ?? name;
    const written = plainText(file, reader);
    const found = written === undefined ? here : files.projectAt(source.path, written);
    if (found === undefined) {
      const isElsewhere = written !== undefined && isRemote(written);
      const reason = isElsewhere
        ? 'the service that it extends is in a repository or registry'
        : `the file ${written} with the service that it extends is not here`;
      const stands = here.service === service ? at : { ...at, use: first.use };
      return { service, bases, extends: first, missing: { at: stands, reason } };
    }
    const next = found.project.named.get(nameText);
    if (next === undefined || next === current || bases.some((base) => base.service === next)) break;
    bases.push({ service: next, source: found.source });
    here = { ...found, service: next };
  }
  return { service, bases, extends: first, missing: undefined };
}

export interface Files {
  /** The first document of a file named in another one. */
  readonly projectAt: (
    from: string,
    path: string,
  ) => { readonly project: Project; readonly source: SourceText } | undefined;
}

/** Other Compose files, each read once. */
export function otherFiles({ context }: Pick<Reader, 'context'>): Files {
  const known = new Map<string, ReturnType<Files['projectAt']>>();
  return {
    projectAt: (from, relative) => {
      const path = isRemote(relative) ? undefined : pathFrom(folderOf(from), relative);
      if (path === undefined) return undefined;
      if (!known.has(path)) {
        const source = context.fileAt?.(path);
        const root = source === undefined ? undefined : parseYamlText(source.text).documents[0]?.root;
        const project = projectOf(root, true);
        known.set(path, source === undefined || project === undefined ? undefined : { source, project });
      }
      return known.get(path);
    },
  };
}

/** A field of a service, else of the nearest that it extends; undefined where it is taken back. */
export function inherited({ service, bases }: Chain, key: string): YamlField | undefined {
  for (const { map } of [service, ...bases.map((base) => base.service)]) {
    const found = field(map, key);
    if (found !== undefined) return found.value.tag === RESET ? undefined : found;
  }
  return undefined;
}

/** The service of the same name in the file that this one is laid over by default. */
export function overriddenService({ name, map }: Service, reader: Reader, files: Files): Service | undefined {
  const path = overridden(reader.source.path);
  if (path === undefined || field(map, 'build')?.value.tag === RESET) return undefined;
  const bare = path.slice(path.lastIndexOf('/') + 1);
  const other = bare.endsWith('.yml') ? bare.replace(/yml$/, 'yaml') : bare.replace(/yaml$/, 'yml');
  const found = files.projectAt(path, bare) ?? files.projectAt(path, other);
  return found?.project.named.get(name);
}

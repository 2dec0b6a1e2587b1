import { formatPath, type YamlMap } from '../../formats/yaml/index.ts';
import type { DataGenerator } from '../../kustomize/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { FoundImage, ObjectIdentity } from '../image-use.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import type { Source } from '../source.ts';
import { type DataEntry, envEntries, literalEntries, wholeFile } from './generated-entries.ts';
import { partialObject } from './partial-object.ts';

/** The images in the `literals` of a kustomization's generators. */
export function imagesOfLiterals(
  generators: readonly DataGenerator[],
  source: SourceText,
): readonly FoundImage[] {
  return generators.flatMap((generator) =>
    imagesOfData(generator, literalEntries(generator, source), source),
  );
}

/** Reads a file of `KEY=value` lines of which a generator makes data. */
export function envSource(generator: DataGenerator): Source {
  return readAs((source) => imagesOfData(generator, envEntries(source), source));
}

/** Reads a file that a generator makes the value of a key. */
export function dataFile(generator: DataGenerator, key: string): Source {
  return readAs((source) => imagesOfData(generator, [wholeFile(key, source)], source));
}

function readAs(read: (source: SourceText) => readonly FoundImage[]): Source {
  return {
    id: 'kustomize',
    claims: () => true,
    hints: [],
    extract: (source) => ({ found: read(source), problems: [] }),
  };
}

const FIELD = /^(?:data|stringData)(?:\.[A-Za-z_][\w-]*|\["(?:[^"\\]|\\.)*"\])/;

/** The data are read as those of a ConfigMap or a Secret that stands in a manifest. */
function imagesOfData(
  { field, name }: DataGenerator,
  entries: readonly DataEntry[],
  source: SourceText,
): readonly FoundImage[] {
  const [first] = entries;
  if (first === undefined) return [];
  const kind = field === 'configMapGenerator' ? 'ConfigMap' : 'Secret';
  const holder = kind === 'ConfigMap' ? 'data' : 'stringData';
  const { span } = first.scalar;
  const data: YamlMap = {
    kind: 'map',
    span,
    flow: true,
    entries: entries.map(({ key, scalar, via }) => ({
      key: { kind: 'scalar', value: key, style: 'double', span: scalar.span, content: scalar.span },
      value: via === undefined ? scalar : { kind: 'alias', name: via.name, span: via.span, target: scalar },
    })),
  };
  const root = partialObject({ apiVersion: 'v1', kind }, name ?? '', [holder], data);
  const object: ObjectIdentity = { apiVersion: 'v1', kind, ...(name === undefined ? {} : { name }) };
  const paths = new Map(entries.map((entry) => [formatPath([holder, entry.key]), entry]));
  const { found } = readObjects({ documents: [{ root, span }], problems: [] }, source);
  return found.map((image) => ({ ...image, path: pathOf(image.path, paths), object }));
}

/** `data.KEY` by what it is called where it is written; behind it what stands within the text. */
function pathOf(path: string, paths: ReadonlyMap<string, DataEntry>): string {
  const own = FIELD.exec(path)?.[0];
  const written = own === undefined ? undefined : paths.get(own);
  if (own === undefined || written === undefined) return path;
  const rest = path.slice(own.length);
  if (written.path !== '') return written.path + rest;
  return rest === '' ? written.key : rest.replace(/^[!.]/, '');
}

import { field, fieldsOf, isStringScalar, parseYaml, scalarText } from '../../formats/yaml/index.ts';
import { type DataGenerator, type Kustomization, objectsIn } from '../../kustomize/index.ts';
import type { Place, SourceText } from '../../text/index.ts';
import { type DataEntry, envEntries, literalEntries } from './generated-entries.ts';

/** The text of a key, where it is written, and by which entries of a kustomization it got there. */
export interface DataText {
  readonly value: string;
  readonly place: Place;
  readonly origin: readonly string[];
}

/** By `dataKey`. */
export type DataTexts = ReadonlyMap<string, DataText>;

export function dataKey(kind: string, name: string, key: string): string {
  return `${kind}/${name}/${key}`;
}

type FileAt = (path: string) => SourceText | undefined;

/** The texts in what a kustomization itself generates, and in the ConfigMaps that it lists as resources. */
export function dataTexts(kustomization: Kustomization, fileAt: FileAt): DataTexts {
  const texts = new Map<string, DataText>();
  for (const { location } of kustomization.inclusions) {
    const file =
      location.kind === 'local' && /\.ya?ml$/i.test(location.path) ? fileAt(location.path) : undefined;
    if (file !== undefined && /\bkind:[ \t]*["']?(?:ConfigMap|Secret)\b/.test(file.text))
      addObjects(file, texts);
  }
  for (const generator of kustomization.generators) addGenerated(generator, kustomization, fileAt, texts);
  return texts;
}

function addGenerated(
  generator: DataGenerator,
  { source }: Kustomization,
  fileAt: FileAt,
  texts: Map<string, DataText>,
): void {
  const { name = '', field: generated } = generator;
  const kind = generated === 'configMapGenerator' ? 'ConfigMap' : 'Secret';
  const add = (entries: readonly DataEntry[], file: string, origin: (entry: DataEntry) => string): void => {
    for (const entry of entries) {
      const { value, content: span } = entry.scalar;
      texts.set(dataKey(kind, name, entry.key), { value, place: { file, span }, origin: [origin(entry)] });
    }
  };
  for (const { location, path } of generator.envs) {
    const file = location.kind === 'local' ? fileAt(location.path) : undefined;
    if (file !== undefined) add(envEntries(file), file.path, ({ key }) => `${path} ${key}`);
  }
  add(literalEntries(generator, source), source.path, ({ path }) => path);
}

function addObjects(file: SourceText, texts: Map<string, DataText>): void {
  for (const { root } of parseYaml(file).documents) {
    for (const { node, kind = '' } of objectsIn(root)) {
      const name = scalarText(field(field(node, 'metadata')?.value, 'name')?.value);
      if (name === undefined || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
      const data = field(node, kind === 'ConfigMap' ? 'data' : 'stringData')?.value;
      for (const { key, value } of data?.kind === 'map' ? fieldsOf(data) : []) {
        if (value.kind !== 'scalar' || !isStringScalar(value)) continue;
        const place = { file: file.path, span: value.content };
        texts.set(dataKey(kind, name, key), {
          value: value.value,
          place,
          origin: [`${kind} ${name} ${key}`],
        });
      }
    }
  }
}

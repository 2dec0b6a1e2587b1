import { append } from '../../append.ts';
import { err, ok, type Result } from '../../result.ts';
import { decodeText, sourceText } from '../../text/index.ts';
import { readValues } from '../values/read-values.ts';
import { emptyTable } from '../values/value.ts';
import { type Gunzip, type RawFile, unpackChart } from './archive.ts';
import type { ChartError } from './errors.ts';
import { readMetadata, readRequirements } from './metadata.ts';
import type { Chart, ChartFile, ChartMetadata } from './types.ts';

export interface LoadedChart {
  readonly chart: Chart;
  /** Of subcharts that cannot be read: Helm refuses the whole chart then. */
  readonly problems: readonly ChartError[];
}

/** Charts within charts within charts: real ones go three deep. */
const maxDepth = 20;

/** Puts a chart together out of its files (helm, pkg/chart/v2/loader). `root` leads to its folder, for reports; it may be empty. */
export function loadChart(
  root: string,
  files: readonly RawFile[],
  gunzip: Gunzip,
): Result<LoadedChart, ChartError> {
  return load(root === '' ? '' : `${root}/`, files, gunzip, 0);
}

/** A packed chart. */
export function loadArchive(
  file: string,
  archive: Uint8Array,
  gunzip: Gunzip,
): Result<LoadedChart, ChartError> {
  return loadPacked(file, archive, gunzip, 0);
}

function loadPacked(
  file: string,
  archive: Uint8Array,
  gunzip: Gunzip,
  depth: number,
): Result<LoadedChart, ChartError> {
  const files = unpackChart(archive, gunzip);
  if (!files.ok) return err({ code: 'archive', message: files.error, file });
  return load(`${file}!`, files.value, gunzip, depth);
}

function load(
  prefix: string,
  files: readonly RawFile[],
  gunzip: Gunzip,
  depth: number,
): Result<LoadedChart, ChartError> {
  if (depth > maxDepth)
    return err({ code: 'archive', message: 'charts lie too deep within each other', file: prefix });
  const byPath = new Map(files.map((file) => [file.path, file]));
  const textAt = (path: string): string | undefined => {
    const file = byPath.get(path);
    return file === undefined ? undefined : decodeText(file.bytes);
  };
  const metadata = loadMetadata(prefix, textAt);
  if (!metadata.ok) return metadata;
  const valuesFile = `${prefix}values.yaml`;
  const valuesText = textAt('values.yaml');
  const values = valuesText === undefined ? ok(emptyTable) : readValues(sourceText(valuesFile, valuesText));
  if (!values.ok) return err({ ...values.error, code: 'values' });
  const chartFile = (file: RawFile): ChartFile => readWhenAsked(prefix, file);
  const below = (folder: string): readonly ChartFile[] =>
    files.filter(({ path }) => path.startsWith(folder)).map(chartFile);
  const { charts, problems } = loadSubcharts(prefix, files, gunzip, depth);
  const schema = textAt('values.schema.json');
  return ok({
    chart: {
      metadata: metadata.value,
      values: values.value,
      templates: below('templates/'),
      crds: below('crds/'),
      files: files.filter(({ path }) => isOther(path)).map(chartFile),
      dependencies: charts,
      ...(schema === undefined ? {} : { schema }),
    },
    problems,
  });
}

/** Nothing asks for most of what charts carry beside their templates. */
function readWhenAsked(prefix: string, { path, bytes }: RawFile): ChartFile {
  let content: FileContent | undefined;
  const decoded = (): FileContent => {
    content ??= contentOf(bytes);
    return content;
  };
  return {
    path,
    file: prefix + path,
    get text() {
      return decoded().text;
    },
    get bytes() {
      return decoded().bytes;
    },
  };
}

interface FileContent {
  readonly text: string;
  readonly bytes: Uint8Array | undefined;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** A byte order mark is taken away, as Helm does. */
function contentOf(bytes: Uint8Array): FileContent {
  try {
    return { text: strict.decode(bytes), bytes: undefined };
  } catch {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return { text: decodeText(bytes), bytes: marked ? bytes.subarray(3) : bytes };
  }
}

function loadMetadata(
  prefix: string,
  textAt: (path: string) => string | undefined,
): Result<ChartMetadata, ChartError> {
  const file = `${prefix}Chart.yaml`;
  const text = textAt('Chart.yaml');
  if (text === undefined) return err({ code: 'metadata', message: 'the chart has no Chart.yaml', file });
  const metadata = readMetadata(file, text);
  const requirements = textAt('requirements.yaml');
  if (!metadata.ok || requirements === undefined) return metadata;
  const listed = readRequirements(`${prefix}requirements.yaml`, requirements);
  if (!listed.ok) return listed;
  return ok({ ...metadata.value, dependencies: listed.value ?? metadata.value.dependencies });
}

const own = new Set([
  'Chart.yaml',
  'Chart.lock',
  'values.yaml',
  'values.schema.json',
  'requirements.yaml',
  'requirements.lock',
]);

/** Whether `.Files` has it. */
function isOther(path: string): boolean {
  return !own.has(path) && !path.startsWith('templates/') && !path.startsWith('charts/');
}

interface Subcharts {
  readonly charts: readonly Chart[];
  readonly problems: readonly ChartError[];
}

/** Folders and archives in `charts/`, but for those that begin with a point or an underscore. */
function loadSubcharts(prefix: string, files: readonly RawFile[], gunzip: Gunzip, depth: number): Subcharts {
  const folders = new Map<string, RawFile[]>();
  const charts: Chart[] = [];
  const problems: ChartError[] = [];
  const take = (loaded: Result<LoadedChart, ChartError>): void => {
    if (!loaded.ok) problems.push(loaded.error);
    else {
      charts.push(loaded.value.chart);
      append(problems, loaded.value.problems);
    }
  };
  for (const { path, bytes } of files) {
    if (!path.startsWith('charts/') || path.endsWith('.prov')) continue;
    const [name = '', ...rest] = path.slice('charts/'.length).split('/');
    if (name.startsWith('.') || name.startsWith('_')) continue;
    if (name.endsWith('.tgz') && rest.length === 0) take(loadPacked(prefix + path, bytes, gunzip, depth + 1));
    else if (rest.length > 0) {
      const folder = folders.get(name) ?? [];
      folder.push({ path: rest.join('/'), bytes });
      folders.set(name, folder);
    }
  }
  for (const [name, folder] of folders) take(load(`${prefix}charts/${name}/`, folder, gunzip, depth + 1));
  return { charts, problems };
}

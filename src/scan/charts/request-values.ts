import type { SkippedFile } from '../../audit/index.ts';
import { TEMPLATE_FILLER } from '../../formats/yaml/index.ts';
import type { Chart } from '../../helm/chart/types.ts';
import { applySet } from '../../helm/strvals/apply.ts';
import { assign } from '../../helm/strvals/assign.ts';
import { readPath, type Segment } from '../../helm/strvals/path.ts';
import { createReader } from '../../helm/strvals/reader.ts';
import { typedValue } from '../../helm/strvals/typed.ts';
import type { ValuesError } from '../../helm/values/errors.ts';
import { valueOfYaml } from '../../helm/values/from-yaml.ts';
import { overlay } from '../../helm/values/overlay.ts';
import { readValues } from '../../helm/values/read-values.ts';
import { UNKNOWN, unknown } from '../../helm/values/unknown.ts';
import { emptyTable, isTable, type KeyPath, type TableValue, type Value } from '../../helm/values/value.ts';
import { type EditedContent, readContent } from '../../host/index.ts';
import type { FoundImage } from '../../sources/image-use.ts';
import { type ChartRequest, type GivenValues, valuesPath } from '../../sources/releases/index.ts';
import { readMasked } from '../../sources/templated.ts';
import { placeOf } from '../../sources/yaml-text.ts';
import { positionAt, type SourceText, sourceText } from '../../text/index.ts';

/** What a chart is given by a request, as Helm gets it. */
export interface RequestValues {
  readonly values: TableValue;
  /** The files that were read, by their paths from the root on. */
  readonly files: readonly SourceText[];
  /** What could not be read. */
  readonly skipped: readonly SkippedFile[];
  /** Files that are not here: what they change is not known. */
  readonly absent: readonly FoundImage[];
}

export interface RequestContext {
  readonly root: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  /** The file that the request stands in. */
  readonly source: SourceText;
}

/** Lays the values of a request over each other. Every value keeps its place in the file. */
export function requestValues(request: ChartRequest, chart: Chart, context: RequestContext): RequestValues {
  const { source } = context;
  const files: SourceText[] = [];
  const skipped: SkippedFile[] = [];
  const absent: FoundImage[] = [];
  let values = emptyTable;
  const tell = ({ message, span }: ValuesError, text: SourceText): void => {
    skipped.push({ file: text.path, reason: message, ...positionAt(text, span.start) });
  };
  for (const given of request.values) {
    if (given.kind === 'setting') values = withSetting(values, given, source.path);
    else if (given.kind === 'map') {
      const read = valueOfYaml(source.path, given.map);
      if (!read.ok) tell(read.error, source);
      else if (isTable(read.value)) values = overlay(values, read.value);
    } else {
      const text = valuesText(request, given.name, chart, context);
      if (text === undefined) absent.push(absentFile(given));
      else {
        const read = text.path.endsWith('.gotmpl') ? templateValues(text) : readValues(text);
        files.push(text);
        if (read.ok) values = overlay(values, read.value);
        else tell(read.error, text);
      }
    }
  }
  return { values: opened(values, isTemplate(request)) as TableValue, files, skipped, absent };
}

/** What a request sets one by one, over the values given. */
export function applySettings(over: TableValue, request: ChartRequest, file: string): TableValue {
  let values = over;
  for (const given of request.values) if (given.kind === 'setting') values = withSetting(values, given, file);
  return opened(values, isTemplate(request)) as TableValue;
}

function withSetting(
  values: TableValue,
  { key, value: { scalar }, isText }: Extract<GivenValues, { kind: 'setting' }>,
  file: string,
): TableValue {
  const text = scalar.value;
  if (text.startsWith('{') && !text.startsWith('{{')) {
    const listed = applySet(values, isText ? 'set-string' : 'set', `${key}=${text}`);
    return listed.ok ? listed.value : values;
  }
  const path = readPath(createReader(`${key}=`), false);
  if (!path.ok || path.value.kind === 'end') return values;
  const { segments } = path.value;
  const value: Value = isText ? { kind: 'string', value: text } : typedValue(text);
  const place = { file, keys: keyPath(segments), span: scalar.content };
  const set = assign(values, segments, { ...value, place });
  return set.ok ? set.value : values;
}

function keyPath(segments: readonly Segment[]): KeyPath | undefined {
  return segments.reduce<KeyPath | undefined>((parent, key) => ({ parent, key }), undefined);
}

/** A values file of the repository, or of the chart itself where Argo CD looks for it. */
function valuesText(
  request: ChartRequest,
  name: string,
  chart: Chart,
  { root, maxBytes, edited, source }: RequestContext,
): SourceText | undefined {
  const path = valuesPath(request, name, source.path);
  const content = path === undefined ? undefined : readContent(`${root}/${path}`, maxBytes, edited);
  if (path !== undefined && content instanceof Uint8Array)
    return sourceText(path, new TextDecoder().decode(content));
  const packed = chart.files.find((file) => file.path === name.replace(/^\.\//, ''));
  return packed === undefined ? undefined : sourceText(packed.file, packed.text);
}

function templateValues(text: SourceText): ReturnType<typeof readValues> {
  return readValues({ ...text, text: readMasked(text).text });
}

function absentFile({ name, text, path }: Extract<GivenValues, { kind: 'file' }>): FoundImage {
  return {
    span: placeOf(text),
    value: name,
    unresolved: {
      code: 'not-visible',
      reason: 'these values are not in this repository: what they change in the chart is not visible',
    },
    path,
    purpose: 'mention',
    confidence: 'possible',
    reach: 'default',
  };
}

/** Objects whose own actions are filled in before Helm sees the values; elsewhere an action is for the chart's `tpl`. */
function isTemplate({ object }: ChartRequest): boolean {
  return object?.kind === undefined || object.kind === 'ApplicationSet' || object.kind === 'HelmChartProxy';
}

const FILLED = new RegExp(`${TEMPLATE_FILLER}+`, 'g');
const FILLED_OR_ACTION = new RegExp(`${TEMPLATE_FILLER}+|\\{\\{.*?\\}\\}`, 'gs');

/** The values with what is filled in later as something that nobody knows. */
function opened(value: Value, template: boolean): Value {
  switch (value.kind) {
    case 'string': {
      const text = value.value.replace(template ? FILLED_OR_ACTION : FILLED, UNKNOWN);
      if (text === value.value) return value;
      return text === UNKNOWN ? { ...value, ...unknown } : { ...value, value: text };
    }
    case 'list':
      return { ...value, items: value.items.map((item) => opened(item, template)) };
    case 'table':
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, item]) => [key, opened(item, template)])),
      };
    default:
      return value;
  }
}

import {
  field,
  fieldsOf,
  parseYaml,
  scalarText,
  type YamlDocument,
  type YamlMap,
  type YamlNode,
} from '../formats/yaml/index.ts';
import { err, ok, type Result } from '../result.ts';
import { positionAt, type SourceText } from '../text/index.ts';
import { type Outline, outlineOf } from './outline.ts';

/** What a KRM function gets on standard input. */
export interface ResourceList {
  /** The object under `functionConfig` as a text of its own; undefined where there is none. */
  readonly functionConfig: string | undefined;
  /** The data of a `functionConfig` that is a ConfigMap: what `kustomize fn run … -- key=value` makes of arguments. */
  readonly arguments: Readonly<Record<string, string>> | undefined;
  /** Undefined where the text is not laid out as kustomize writes it, so that only the whole can be read. */
  readonly items: ListItems | undefined;
}

export interface ListItems {
  /** Offset of the first item. */
  readonly start: number;
  /** Each item as a document of the length of its text: a blank stands in place of the dash. */
  readonly texts: readonly string[];
}

/** `not-one`: more than one document; `no-items`: no list under `items`; `unreadable`: no YAML. */
export interface ResourceListProblem {
  readonly code: 'not-one' | 'no-items' | 'unreadable';
  readonly reason: string;
  /** 1-based. */
  readonly line?: number;
}

const LIST = /^kind:[ \t]*["']?ResourceList["']?[ \t]*(?:#.*)?$/m;
const GROUP = /^config\.kubernetes\.io\/v1(?:alpha1|beta1)?$/;

/** Reads a `ResourceList`; undefined for any other text. */
export function readResourceList(source: SourceText): Result<ResourceList, ResourceListProblem> | undefined {
  const isFlow = source.text.trimStart().startsWith('{');
  if (isFlow ? !source.text.includes('ResourceList') : !LIST.test(source.text)) return undefined;
  const outline = isFlow ? undefined : outlineOf(source.text);
  const text = outline === undefined ? source.text : outline.text;
  const { documents, problems } = parseYaml(outline === undefined ? source : { ...source, text });
  const roots = documents.flatMap(({ root }: YamlDocument) => (root === undefined ? [] : [root]));
  const [root] = roots;
  if (root?.kind !== 'map' || !isResourceList(root)) return undefined;
  const [problem] = problems;
  if (problem !== undefined) {
    const place = outline === undefined ? positionAt(source, problem.span.start) : undefined;
    const { message: reason } = problem;
    return err({ code: 'unreadable', reason, ...(place === undefined ? {} : { line: place.line }) });
  }
  if (roots.length > 1) return err({ code: 'not-one', reason: 'another document follows the ResourceList' });
  const items = field(root, 'items')?.value;
  if (items === undefined || (items.kind !== 'seq' && !isEmpty(items)))
    return err({ code: 'no-items', reason: 'the ResourceList has no list of items' });
  const config = field(root, 'functionConfig');
  return ok({
    functionConfig: config === undefined || isEmpty(config.value) ? undefined : textOf(text, config.value),
    arguments: argumentsOf(config?.value),
    items: outline && itemsOf(outline),
  });
}

function isResourceList(root: YamlMap): boolean {
  const [apiVersion = '', kind] = ['apiVersion', 'kind'].map((key) => scalarText(field(root, key)?.value));
  return kind === 'ResourceList' && GROUP.test(apiVersion);
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.style === 'plain' && ['', '~', 'null'].includes(node.value);
}

function argumentsOf(config: YamlNode | undefined): Readonly<Record<string, string>> | undefined {
  if (scalarText(field(config, 'kind')?.value) !== 'ConfigMap') return undefined;
  const data = field(config, 'data')?.value;
  if (data?.kind !== 'map') return {};
  return Object.fromEntries(fieldsOf(data).map(({ key, value }) => [key, scalarText(value) ?? '']));
}

/** With the indentation of its first line, so that all lines keep theirs. */
function textOf(text: string, { span }: YamlNode): string {
  const line = text.lastIndexOf('\n', span.start - 1) + 1;
  const indented = text.slice(line, span.start).trim() === '';
  return `${text.slice(indented ? line : span.start, span.end)}\n`;
}

function itemsOf({ before, body }: Outline): ListItems {
  const texts: string[] = [];
  let start = 0;
  for (let at = body.indexOf('\n- '); at !== -1; at = body.indexOf('\n- ', at + 3)) {
    texts.push(` ${body.slice(start + 1, at + 1)}`);
    start = at + 1;
  }
  texts.push(` ${body.slice(start + 1)}`);
  return { start: before.length, texts };
}

/** The text of a list with other texts for its items. */
export function withItems(text: string, { start, texts }: ListItems, others: readonly string[]): string {
  const length = texts.reduce((sum, item) => sum + item.length, 0);
  return (
    text.slice(0, start) + others.map((item) => `-${item.slice(1)}`).join('') + text.slice(start + length)
  );
}

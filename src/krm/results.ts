import { field, parseYamlText, type YamlMap, type YamlNode } from '../formats/yaml/index.ts';
import type { Span } from '../text/index.ts';
import { outlineOf } from './outline.ts';

/** What a function says of one thing (KRM Functions Specification v1, `Result`). */
export interface FunctionResult {
  /** One sentence. */
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly resourceRef?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  };
  /** Only beside `resourceRef`. */
  readonly field?: {
    readonly path: string;
    readonly currentValue?: string;
    readonly proposedValue?: string;
  };
}

/**
 * The text of a `ResourceList` with results in it, after those that it has; every other character stays. A result is a line
 * of JSON: the orchestrator reads YAML.
 */
export function addResults(text: string, results: readonly FunctionResult[]): string {
  if (results.length === 0) return text;
  const outline = outlineOf(text);
  if (outline === undefined) return insert(text, results);
  const { before, after } = outline;
  // Only the keys around the items are looked at.
  if (!/^["']?results/m.test(before + after)) return append(text, results);
  return insert(text, results);
}

function insert(text: string, results: readonly FunctionResult[]): string {
  const root = parseYamlText(text).documents.find((document) => document.root !== undefined)?.root;
  if (root?.kind !== 'map') return text;
  const known = field(root, 'results')?.value;
  if (known?.kind === 'seq' && known.items.length > 0) return extend(text, known, results);
  if (known !== undefined) return replace(text, known.span, ` ${json(results)}`);
  if (!root.flow) return append(text, results);
  return insertAt(text, root.span.end - 1, `${separator(text, root)}"results": ${json(results)}`);
}

function append(text: string, results: readonly FunctionResult[]): string {
  // A marker that ends the document comes after all of its keys.
  const end = /^\.\.\.[ \t]*$/m.exec(text)?.index ?? text.length;
  const before = text.slice(0, end);
  const lines = results.map((result) => `- ${JSON.stringify(result)}\n`).join('');
  return `${before}${before.endsWith('\n') ? '' : '\n'}results:\n${lines}${text.slice(end)}`;
}

function extend(
  text: string,
  list: Extract<YamlNode, { readonly kind: 'seq' }>,
  results: readonly FunctionResult[],
): string {
  if (list.flow) return insertAt(text, list.span.end - 1, `, ${json(results).slice(1, -1)}`);
  const indent = text.slice(text.lastIndexOf('\n', list.span.start - 1) + 1, list.span.start);
  const newline = text.indexOf('\n', list.span.end);
  const lines = results.map((result) => `${indent}- ${JSON.stringify(result)}`).join('\n');
  return newline === -1 ? `${text}\n${lines}\n` : insertAt(text, newline + 1, `${lines}\n`);
}

function separator(text: string, { span }: YamlMap): string {
  return text
    .slice(span.start, span.end - 1)
    .trimEnd()
    .endsWith(',')
    ? ' '
    : ', ';
}

function json(results: readonly FunctionResult[]): string {
  return JSON.stringify(results);
}

function replace(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function insertAt(text: string, offset: number, inserted: string): string {
  return text.slice(0, offset) + inserted + text.slice(offset);
}

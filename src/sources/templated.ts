import { append } from '../append.ts';
import {
  maskTemplates,
  parseYaml,
  TEMPLATE_FILLER,
  type YamlNode,
  type YamlStream,
} from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { FoundImage } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';

/** The documents of a file; `masked` when template actions had to be taken out to read it at all. */
export interface ReadManifest {
  readonly stream: YamlStream;
  readonly masked: boolean;
  /** What was read: the text, or the masked one. */
  readonly text: string;
}

/**
 * Reads a manifest as it stands, and as a Go template where it is no YAML and that makes more of it readable. A text
 * known to be a template is not tried as YAML first.
 */
export function readManifest(source: SourceText, template: boolean): ReadManifest {
  const { text } = source;
  if (!text.includes('{{')) return { stream: parseYaml(source), masked: false, text };
  if (template) return readMasked(source);
  const plain = parseYaml(source);
  const hidden = ACTION_AS_VALUE.test(text) && plain.documents.some(({ root }) => hasMapAsKey(root));
  if (plain.problems.length === 0 && !hidden) return { stream: plain, masked: false, text };
  const masked = readMasked(source);
  const [left, there] = [masked.stream.problems.length, plain.problems.length];
  return left < there || (hidden && left === there) ? masked : { stream: plain, masked: false, text };
}

const ACTION_AS_VALUE = /[:-][ \t]+\{\{[^\n{}]*\}\}[ \t]*$/m;

/** `tag: {{ tag }}` is YAML, too: a map whose key is a map, which nobody means. */
function hasMapAsKey(root: YamlNode | undefined): boolean {
  const stack = root === undefined ? [] : [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'seq') append(stack, node.items);
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) {
      if (key.kind === 'map') return true;
      stack.push(value);
    }
  }
  return false;
}

/** Reads the text as a Go template. */
export function readMasked(source: SourceText): ReadManifest {
  const text = maskTemplates(source.text);
  return { stream: parseYaml({ ...source, text }), masked: true, text };
}

type Reference = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'>;

/** An image out of a masked text with the actions put back: with one in it, its value can't be known. */
export function unmasked<T extends Reference>(found: T, source: SourceText): T {
  if (!found.value.includes(TEMPLATE_FILLER)) return found;
  let { value } = found;
  const pieces = found.pieces?.map((piece) => {
    const written = source.text.slice(piece.span.start, piece.span.end);
    value = value.replace(piece.value, () => written);
    return { ...piece, value: written };
  });
  if (pieces === undefined) value = source.text.slice(found.span.start, found.span.end);
  const unresolved = unresolvedText(value) ?? { code: 'template', reason: 'a template action stands in it' };
  return { ...found, value, unresolved, ...(pieces === undefined ? {} : { pieces }) };
}

const FILLERS = new RegExp(`${TEMPLATE_FILLER}+`, 'g');

const ACTION = /\{\{.*?\}\}/gs;

/**
 * Whether the templates of a chart say more of an image than its values do: `nginx:{{ .Values.tag }}` names a
 * repository, `{{ .Values.image }}:{{ .Values.tag }}` leaves it to the values.
 */
export function namesLiterally({ value, unresolved }: FoundImage): boolean {
  if (unresolved?.code !== 'template') return true;
  const [repository = ''] = value.replace(ACTION, '').split(':');
  return /[a-zA-Z0-9]/.test(repository);
}

/** A parser's message quotes the text, and in a masked one what stands for the actions. */
export function withoutFiller(message: string): string {
  return message.replace(FILLERS, '{{…}}');
}

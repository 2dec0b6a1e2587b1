import { isNull } from '../../formats/yaml/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import type { Edit } from '../../text/index.ts';
import { formatField } from './block.ts';
import { columnOf, lineBreak, lineEnd } from './lines.ts';
import { commonStyle, formatScalar } from './scalar.ts';

/** Gives an entry a new name: a line below its name, or behind it in a flow map; undefined where neither can be done. */
export function mergeEdit(root: Kustomization, index: number, newName: string): Edit | undefined {
  const located = root.images[index];
  const name = located?.texts.name;
  if (located === undefined || name === undefined || name.via !== undefined) return undefined;
  const { text } = root.source;
  const { node } = located;
  const quotes = commonStyle([name.scalar.style]);
  const pair = node.entries.find(({ key }) => key.kind === 'scalar' && key.value.toLowerCase() === 'newname');
  if (pair !== undefined) {
    // An empty name is there: kustomize takes it for none.
    if (pair.value.kind !== 'scalar' || (pair.value.value !== '' && !isNull(pair.value))) return undefined;
    const { start, end } = pair.value.span;
    const separator = start === end && !/\s/.test(text[start - 1] ?? '') ? ' ' : '';
    return { span: pair.value.span, replacement: separator + formatScalar(newName, quotes) };
  }
  const { end } = name.scalar.span;
  const own = node.entries.find(({ value }) => value === name.scalar)?.key;
  if (own === undefined) return undefined;
  if (node.flow) {
    const json = own.kind === 'scalar' && own.style === 'double';
    return { span: { start: end, end }, replacement: `, ${formatField('newName', newName, quotes, json)}` };
  }
  const offset = lineEnd(text, end);
  const indent = ' '.repeat(columnOf(text, own.span.start));
  const line = formatField('newName', newName, quotes);
  return { span: { start: offset, end: offset }, replacement: lineBreak(text) + indent + line };
}

import { spanInSource, type YamlScalar } from '../../../formats/yaml/index.ts';
import { type Span, slice } from '../../../text/index.ts';
import type { YamlText } from '../../yaml-text.ts';
import type { ReadText } from '../object-reader.ts';

/**
 * Where a stretch of a scalar's value stands in the text that it was read from. Undefined where that cannot be told: the
 * value has escapes or several lines, and the text is not at hand.
 */
export function spanWithin({ source }: ReadText, scalar: YamlScalar, stretch: Span): Span | undefined {
  const { content, value } = scalar;
  const literal =
    content.end - content.start === value.length &&
    (source === undefined || slice(source, content) === value);
  if (literal) return { start: content.start + stretch.start, end: content.start + stretch.end };
  return source === undefined ? undefined : spanInSource(source, scalar, stretch);
}

/** A stretch of a scalar's value, as if it stood alone. It stands where the whole does if nothing nearer is known. */
export function partOf(read: ReadText, text: YamlText, start: number, end: number): YamlText {
  const { scalar, via } = text;
  const content = spanWithin(read, scalar, { start, end }) ?? scalar.content;
  const value = scalar.value.slice(start, end);
  return { scalar: { kind: 'scalar', value, style: 'double', span: content, content }, via };
}

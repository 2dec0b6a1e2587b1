import type { Fragment } from '../../text/fragments.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { decodedRuns, type Run } from './decode.ts';
import { decodeBlock } from './decode-block.ts';
import { decodeFlow } from './decode-flow.ts';
import type { YamlScalar } from './types.ts';

const runsOf = new WeakMap<YamlScalar, readonly Run[]>();

/**
 * Where the character at `valueOffset` of a scalar's value stands in the text the scalar was read from. Offsets outside
 * the value give the nearest end of the content.
 */
export function offsetInSource(source: SourceText, scalar: YamlScalar, valueOffset: number): number {
  return placeOf(source, scalar, valueOffset).start;
}

/** Where a stretch of a scalar's value stands in the text; line breaks and indentation between its lines are in it. */
export function spanInSource(source: SourceText, scalar: YamlScalar, value: Span): Span {
  const { start } = placeOf(source, scalar, value.start);
  if (value.end <= value.start) return { start, end: start };
  return { start, end: Math.max(start, placeOf(source, scalar, value.end - 1).end) };
}

/** The value in stretches, each with its place in the text: the lines of a block scalar, what stands between escapes. */
export function fragmentsOfScalar(source: SourceText, scalar: YamlScalar): readonly Fragment[] {
  const { content, value } = scalar;
  if (value === '') return [];
  if (content.end - content.start === value.length) return [literal(source, value, content)];
  const fragments: Fragment[] = [];
  let known = 0;
  for (const run of runsOfScalar(source, scalar)) {
    const span = { start: run.source, end: run.source + run.sourceLength };
    fragments.push(literal(source, value.slice(run.value, run.value + run.length), span));
    known = run.value + run.length;
  }
  // The line break that ends a block scalar stands behind its content.
  if (known < value.length) fragments.push(literal(source, value.slice(known), pointAt(content.end)));
  return fragments;
}

function literal({ path }: SourceText, text: string, span: Span): Fragment {
  const place = { file: path, span };
  return { kind: 'text', text, place, use: place };
}

function pointAt(offset: number): Span {
  return { start: offset, end: offset };
}

/** The span of one character of the value. */
function placeOf(source: SourceText, scalar: YamlScalar, offset: number): Span {
  const { content, value } = scalar;
  if (offset < 0) return { start: content.start, end: content.start };
  if (offset >= value.length) return { start: content.end, end: content.end };
  const runs = runsOfScalar(source, scalar);
  const run = runs[lastStartingBy(runs, offset)];
  if (run === undefined || offset >= run.value + run.length) return { start: content.end, end: content.end };
  if (!run.verbatim) return { start: run.source, end: run.source + run.sourceLength };
  const start = run.source + offset - run.value;
  return { start, end: start + 1 };
}

function runsOfScalar(source: SourceText, scalar: YamlScalar): readonly Run[] {
  const known = runsOf.get(scalar);
  if (known !== undefined) return known;
  const decoded = decodedRuns();
  if (scalar.style !== 'literal' && scalar.style !== 'folded') {
    decodeFlow(source.text, scalar.content, scalar.style, decoded);
  } else if (scalar.content.start < scalar.content.end) {
    const { text } = source;
    const bodyStart = text.indexOf('\n', scalar.span.start) + 1;
    const indent = scalar.content.start - (text.lastIndexOf('\n', scalar.content.start) + 1);
    const folded = scalar.style === 'folded';
    decodeBlock(text, { bodyStart, bodyEnd: scalar.content.end, indent, folded }, decoded);
  }
  const runs = decoded.runs();
  runsOf.set(scalar, runs);
  return runs;
}

/** The index of the last run that begins at or before an offset of the value. */
function lastStartingBy(runs: readonly Run[], offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.value ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

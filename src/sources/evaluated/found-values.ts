import { type Choice, fragmentsOf, type Value } from '../../formats/expressions/index.ts';
import { type SourceText, slice } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage } from '../image-use.ts';
import { imageOf } from '../pieces.ts';
import type { Located } from './value-paths.ts';

/** What is said of all images of one resource. */
export type Circumstances = Pick<FoundImage, 'object' | 'purpose' | 'confidence' | 'reach' | 'when'>;

/** The images that a located value names: one, or one on each side of the conditions that it depends on. */
export function imagesOf(
  { value, path, conditions }: Located,
  source: SourceText,
  fallback: Span,
  about: Circumstances,
): readonly FoundImage[] {
  if (value.kind === 'unknown' && value.choices !== undefined) {
    return value.choices.flatMap((choice) =>
      imagesOf({ value: choice.value, path, conditions: [...conditions, choice] }, source, fallback, about),
    );
  }
  const fragments = fragmentsOf(value);
  if (fragments === undefined || fragments.length === 0) return [];
  return [
    { ...imageOf(fragments, source.path, fallback), ...about, ...reachOf(conditions, source, about), path },
  ];
}

/** `conditional` where a condition decides that is not known. */
export function reachOf(
  conditions: readonly Choice[],
  source: SourceText,
  { reach, when }: Pick<FoundImage, 'reach' | 'when'>,
): Pick<FoundImage, 'reach' | 'when'> {
  const said = conditions.map(({ condition, holds }) => {
    const words =
      condition.file === source.path ? slice(source, condition.span).replace(/\s+/g, ' ') : 'a condition';
    return holds ? words : `!(${words})`;
  });
  const all = [...(when === undefined ? [] : [when]), ...said];
  if (all.length === 0) return { reach };
  return { reach: 'conditional', when: all.join(' && ') };
}

/** The text of a value that is known, for names of objects. */
export function nameOf(value: Value | undefined): string | undefined {
  const fragments = value === undefined ? undefined : fragmentsOf(value);
  if (fragments === undefined || fragments.length === 0) return undefined;
  if (fragments.some(({ kind }) => kind === 'hole')) return undefined;
  return fragments.map((fragment) => (fragment.kind === 'text' ? fragment.text : '')).join('');
}

import { spanInSource } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import { composed, type Stretch } from '../composed.ts';
import type { FoundImage } from '../image-use.ts';
import type { SpottedText } from '../spot.ts';
import { placeOf } from '../yaml-text.ts';
import type { Reading } from './reading.ts';

const VARIABLE = /\$\{([^{}]*)\}/g;

/**
 * The reference that a text is with its variables replaced. Everything after the second colon of a variable is dropped, as
 * by the reference implementation (devcontainers/cli, `variableSubstitution.ts`): the default of
 * `${localEnv:IMAGE:nginx:1.25}` is `nginx`.
 */
export function substituted(
  { text, value }: SpottedText,
  reading: Reading,
): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'> {
  const { scalar } = text;
  const stretches: Stretch[] = [];
  const origin: string[] = [];
  let at = 0;
  for (const match of value.matchAll(VARIABLE)) {
    literal(at, match.index);
    const inside = match[1] ?? '';
    stretches.push(variable(inside, placed(match.index + 2, inside.length), reading));
    origin.push(inside.split(':').slice(0, 2).join(':'));
    at = match.index + match[0].length;
  }
  literal(at, value.length);
  const image = composed(stretches, placeOf(text));
  return origin.length === 0 ? image : { ...image, origin };

  function literal(start: number, end: number): void {
    if (start < end) stretches.push({ text: value.slice(start, end), span: placed(start, end - start) });
  }

  function placed(start: number, length: number): Span | undefined {
    const span = spanInSource(reading.text, scalar, { start, end: start + length });
    return span.end - span.start === length ? span : undefined;
  }
}

function variable(inside: string, span: Span | undefined, { options }: Reading): Stretch {
  const [kind = '', name = '', preset] = inside.split(':');
  if (kind === 'templateOption') {
    const reason = `the option ${name} is chosen when the template is applied`;
    return options.get(name) ?? { missing: { code: 'template', reason } };
  }
  if ((kind === 'localEnv' || kind === 'env') && preset !== undefined && preset !== '') {
    const start = span === undefined ? 0 : span.start + kind.length + name.length + 2;
    return { text: preset, span: span && { start, end: start + preset.length } };
  }
  const named = kind === 'localEnv' || kind === 'env' || kind === 'containerEnv' ? name : kind;
  return { missing: { code: 'variable', reason: `variable ${named} has no value here` } };
}

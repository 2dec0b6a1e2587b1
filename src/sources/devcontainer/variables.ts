import { spanInSource } from '../../formats/yaml/index.ts';
import { type Fragment, literalFragment, type Span, type UnknownCode } from '../../text/index.ts';
import type { FoundImage } from '../image-use.ts';
import { imageAt } from '../pieces.ts';
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
  const { path: file } = reading.text;
  const fragments: Fragment[] = [];
  const origin: string[] = [];
  let at = 0;
  for (const match of value.matchAll(VARIABLE)) {
    literal(at, match.index);
    const inside = match[1] ?? '';
    fragments.push(variable(inside, placed(match.index + 2, inside.length), reading));
    origin.push(inside.split(':').slice(0, 2).join(':'));
    at = match.index + match[0].length;
  }
  literal(at, value.length);
  const image = imageAt(fragments, file, placeOf(text));
  return origin.length === 0 ? image : { ...image, origin };

  function literal(start: number, end: number): void {
    if (start < end)
      fragments.push(literalFragment(value.slice(start, end), file, placed(start, end - start)));
  }

  function placed(start: number, length: number): Span | undefined {
    const span = spanInSource(reading.text, scalar, { start, end: start + length });
    return span.end - span.start === length ? span : undefined;
  }
}

function variable(inside: string, span: Span | undefined, { text, options }: Reading): Fragment {
  const [kind = '', name = '', preset] = inside.split(':');
  if (kind === 'templateOption') {
    const reason = `the option ${name} is chosen when the template is applied`;
    return options.get(name) ?? missing(reason, 'template');
  }
  if ((kind === 'localEnv' || kind === 'env') && preset !== undefined && preset !== '') {
    const start = span === undefined ? 0 : span.start + kind.length + name.length + 2;
    return literalFragment(preset, text.path, span && { start, end: start + preset.length });
  }
  const named = kind === 'localEnv' || kind === 'env' || kind === 'containerEnv' ? name : kind;
  return missing(`variable ${named} has no value here`, 'variable');
}

function missing(reason: string, code: UnknownCode): Fragment {
  return { kind: 'hole', unknown: { code, reason }, use: undefined };
}

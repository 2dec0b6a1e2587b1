import type { FoundImage } from '../../../../src/sources/image-use.ts';
import { kubernetes } from '../../../../src/sources/kubernetes/index.ts';
import type { Extraction } from '../../../../src/sources/source.ts';
import { slice, sourceText } from '../../../../src/text/source-text.ts';

export interface Options {
  readonly path?: string;
  readonly chart?: string;
}

export function extract(
  text: string,
  { path = 'manifest.yaml', chart }: Options = {},
): Extraction | undefined {
  return kubernetes.extract(sourceText(path, text), {
    buildArgs: {},
    ...(chart === undefined ? {} : { chart }),
  });
}

export function found(text: string, options: Options = {}): readonly FoundImage[] {
  return extract(text, options)?.found ?? [];
}

/** `path = value`, in the order of the text. */
export function uses(text: string, options: Options = {}): readonly string[] {
  return found(text, options).map((image) => `${image.path} = ${image.value}`);
}

/** `path = value (confidence)`, with the purpose where it is no pull and the code where it is unresolved. */
export function judged(text: string, options: Options = {}): readonly string[] {
  return found(text, options).map(({ path, value, confidence, purpose, unresolved }) => {
    const words = [
      confidence,
      ...(purpose === 'pull' ? [] : [purpose]),
      ...(unresolved ? [unresolved.code] : []),
    ];
    return `${path} = ${value} (${words.join(', ')})`;
  });
}

/** The text of the file at the span of each use. */
export function raws(text: string, options: Options = {}): readonly string[] {
  const source = sourceText('manifest.yaml', text);
  return found(text, options).map(({ span }) => slice(source, span));
}

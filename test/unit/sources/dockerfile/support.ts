import { dockerfile } from '../../../../src/sources/dockerfile/index.ts';
import type { FoundImage } from '../../../../src/sources/image-use.ts';
import type { Extraction } from '../../../../src/sources/source.ts';
import { sourceText } from '../../../../src/text/index.ts';

export function extract(text: string, buildArgs: Readonly<Record<string, string>> = {}): Extraction {
  return dockerfile.extract(sourceText('Dockerfile', text), { buildArgs }) ?? { found: [], problems: [] };
}

/** `path value`, or `path !code value` where it is unresolved. */
export function summary({ path, value, unresolved }: FoundImage): string {
  return unresolved === undefined ? `${path} ${value}` : `${path} !${unresolved.code} ${value}`;
}

export function images(text: string, buildArgs: Readonly<Record<string, string>> = {}): readonly string[] {
  return extract(text, buildArgs).found.map(summary);
}

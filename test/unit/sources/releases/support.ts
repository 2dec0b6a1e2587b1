import { chartRequests, extractImages, type FileImages } from '../../../../src/sources/extract.ts';
import { sources } from '../../../../src/sources/index.ts';
import type { ChartRequest } from '../../../../src/sources/releases/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

export function extract(text: string, path = 'apps/release.yaml'): FileImages {
  const candidates = sources.filter(({ claims }) => claims(path, undefined));
  return extractImages(sourceText(path, text), candidates, { buildArgs: {} });
}

export function requests(text: string, path = 'apps/release.yaml'): readonly ChartRequest[] {
  const candidates = sources.filter(({ claims }) => claims(path, undefined));
  return chartRequests(sourceText(path, text), candidates, { buildArgs: {} });
}

/** `path = value (confidence) from keys`; for what is unresolved `path: sentence`. */
export function told(text: string, path?: string): readonly string[] {
  const { uses, unresolved } = extract(text, path);
  return [
    ...uses.map(
      (use) => `${use.path} = ${use.value} (${use.confidence}) from ${use.origin?.join(' ') ?? ''}`,
    ),
    ...unresolved.map((use) => `${use.path}: ${use.reason}`),
  ];
}

/** The texts of the file at the pieces of each image, which have to be what the pieces say. */
export function pieces(text: string, path?: string): readonly string[] {
  const source = sourceText('f', text);
  return extract(text, path).uses.flatMap((use) =>
    (use.pieces ?? [{ value: use.value, span: use.span }]).map(({ value, span }) => {
      const written = slice(source, span);
      return written === value ? written : `${value} written ${written}`;
    }),
  );
}

export function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

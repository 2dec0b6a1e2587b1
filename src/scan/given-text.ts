import { type Extracted, extract } from '../sources/extract.ts';
import { textSources } from '../sources/index.ts';
import { type SourceText, sourceText } from '../text/index.ts';

/** A text that stands in no file. */
export interface GivenText {
  /** What stands in reports in the place of a path. */
  readonly name: string;
  readonly text: string;
}

/** What a given text holds; undefined when it is nothing that images are read from. */
export function readGiven(
  { name, text }: GivenText,
  buildArgs: Readonly<Record<string, string>>,
): { readonly source: SourceText; readonly extracted: Extracted } | undefined {
  const source = sourceText(name, text);
  const extracted = extract(source, textSources, { buildArgs });
  return extracted === undefined ? undefined : { source, extracted };
}

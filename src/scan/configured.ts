import { globMatcher } from '../host/index.ts';
import { type ConfiguredFields, configuredFields, type ImagePlaces } from '../sources/configured/index.ts';
import type { Extracted } from '../sources/extract.ts';
import type { SourceText, Span } from '../text/index.ts';
import { type Claimants, patternOf } from './claimants.ts';

/** The fields and names of the configuration; undefined when it has none. */
export function configuredReader(places: ImagePlaces): ConfiguredFields | undefined {
  if (places.fields.length + places.flags.length === 0) return undefined;
  const matchers = new Map<string, (path: string) => boolean>();
  return configuredFields(places, (glob, path) => {
    const matches = matchers.get(glob) ?? globMatcher([glob]);
    matchers.set(glob, matches);
    return matches(path);
  });
}

/** What the user's fields say of one file. */
export interface Told {
  readonly extracted: Extracted;
  /** Whether the place is one of those: what the user says of it takes the place of what its source says. */
  readonly isTold: (place: { readonly span: Span }) => boolean;
}

/** Undefined where the fields say nothing of the file. */
export function toldOf(source: SourceText, fields: ConfiguredFields | undefined): Told | undefined {
  if (fields?.claims(source.path) !== true) return undefined;
  const { found, none } = fields.extract(source);
  if (found.length + none.length === 0) return undefined;
  const spans = [...found.map(({ span }) => span), ...none];
  return {
    extracted: { found, problems: [], source: 'configured' },
    isTold: ({ span }) => spans.some(({ start, end }) => start < span.end && span.start < end),
  };
}

/** What has to occur in a file for it to be read at all, from its sources and from the fields; undefined for a file that nobody reads. */
export function hintsReader(
  fields: ConfiguredFields | undefined,
): (claiming: Claimants, path: string) => { readonly hints?: RegExp } | undefined {
  const withFields = new Map<Claimants, { readonly hints?: RegExp }>();
  return (claiming, path) => {
    if (fields?.claims(path) !== true) return claiming.sources.length === 0 ? undefined : claiming;
    let together = withFields.get(claiming);
    if (together === undefined) {
      together = patternOf([...claiming.sources.map(({ hints }) => hints), fields.hints]);
      withFields.set(claiming, together);
    }
    return together;
  };
}

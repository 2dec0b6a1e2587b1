import { isNull } from '../../formats/yaml/index.ts';
import { type Report, reportOnce, type Written } from '../ci/index.ts';
import { commandImages } from '../commands/index.ts';
import type { Confidence, Purpose } from '../image-use.ts';
import { pathFrom } from '../releases/index.ts';
import { imagesOf, isKnown, knownOf, type TextValue, writtenOf } from '../text-values.ts';
import { placeOf } from '../yaml-text.ts';
import { textValues } from './evaluate.ts';
import { fileNode } from './node.ts';
import { environmentOf, lookupsFor, type Scope, valuesIn } from './scope.ts';

export interface Told {
  readonly path: string;
  readonly purpose?: Purpose;
  readonly confidence?: Confidence;
  readonly when?: string;
  /** The place makes the image. */
  readonly builds?: boolean;
}

/** The texts that a scalar can be. */
export function textsOf(scope: Scope, { value, via }: Written): readonly TextValue[] {
  if (value.kind !== 'scalar' || isNull(value)) return [];
  const outer = via === undefined ? undefined : { file: scope.source.path, span: via.span };
  return valuesIn(scope, fileNode(scope.source, value, outer).fragments(value));
}

/** Reports the images that a scalar can be. An empty text is none. */
export function reportScalar(report: Report, scope: Scope, written: Written, told: Told): void {
  const { value, via } = written;
  if (value.kind !== 'scalar') return;
  reportTexts(report, scope, textsOf(scope, written), placeOf({ scalar: value, via }), told);
}

export function reportTexts(
  report: Report,
  { source }: Scope,
  texts: readonly TextValue[],
  at: { readonly start: number; readonly end: number },
  told: Told,
): void {
  const { path, purpose = 'pull', confidence = 'certain', when, builds = false } = told;
  const named = texts.filter((text) => !isKnown(text) || knownOf(text) !== '');
  const reach =
    when === undefined ? ({ reach: 'default' } as const) : ({ reach: 'conditional', when } as const);
  for (const text of named) {
    const [image] = imagesOf([text], source.path, at, named.length > 1);
    const written = writtenOf(text.fragments);
    const found = image === undefined ? undefined : { ...image, path, purpose, confidence, ...reach };
    if (found !== undefined) reportOnce(report, { found, written, builds });
  }
}

/** Reports what the commands of a script name, for each combination of the matrix that it names. */
export function reportScript(
  report: Report,
  scope: Scope,
  { value, via }: Written,
  { path, folder }: { readonly path: string; readonly folder: string },
): void {
  if (value.kind !== 'scalar') return;
  const outer = via === undefined ? undefined : { file: scope.source.path, span: via.span };
  const fragments = fileNode(scope.source, value, outer).fragments(value);
  const variable = environmentOf(scope);
  const start = pathFrom('', folder);
  const place = { context: scope.context, folders: start === undefined || start === '' ? [''] : [start, ''] };
  for (const lookup of lookupsFor(scope, fragments)) {
    for (const text of textValues(fragments, lookup)) {
      for (const image of commandImages({
        fragments: text.fragments,
        file: scope.source.path,
        path,
        variable,
        place,
      })) {
        reportOnce(report, image);
      }
    }
  }
}

import { formatPath, type YamlAlias, type YamlValue } from '../../formats/yaml/index.ts';
import type { CommandImage } from '../commands/index.ts';
import type { Confidence, FoundImage } from '../image-use.ts';
import { fragmentsOfText, imagesOf, type TextValue, writtenOf } from '../text-values.ts';
import { isToldAgain } from '../told-again.ts';
import { placeOf } from '../yaml-text.ts';
import { expanded } from './expand.ts';
import { runsOf } from './pipeline.ts';
import { PROXY_REASON } from './predefined.ts';
import { cellsOf, namesIn, type PipelineScope, type Run } from './scope.ts';

export interface Report {
  readonly images: CommandImage[];
}

export type Path = readonly (string | number)[];

/** A value and the alias through which it is reached. */
export interface Written {
  readonly value: YamlValue;
  readonly via?: YamlAlias;
}

/** The ways in which what a job says is run; what stands outside of jobs runs as those of `users`. */
export function runsFor(
  scope: PipelineScope,
  job: string | undefined,
  users: readonly string[],
): readonly Run[] {
  const jobs = job === undefined ? users : runsOf(scope.pipeline, job);
  const runs = jobs.flatMap((name) =>
    cellsOf(scope.pipeline, name).map((cell): Run => ({ job: name, cell })),
  );
  return job === undefined ? [{ job: undefined, cell: new Map() }, ...runs] : runs;
}

/** Reports the images that a text can be in the runs in which it is used. */
export function reportImage(
  report: Report,
  scope: PipelineScope,
  runs: () => readonly Run[],
  written: Written,
  path: Path,
  confidence: Confidence = 'certain',
): void {
  const { value, via } = written;
  if (value.kind !== 'scalar' || value.value === '') return;
  const { source } = scope.pipeline;
  const fragments = fragmentsOfText(source, { scalar: value, via });
  const values = /[$%]/.test(value.value)
    ? different(runs().flatMap((run) => expanded(fragments, namesIn(scope, run))))
    : [{ fragments, origin: [] }];
  for (const image of imagesOf(values, source.path, placeOf({ scalar: value, via }))) {
    const found: FoundImage = {
      ...throughProxy(image),
      path: formatPath(path),
      purpose: 'pull',
      confidence,
      reach: 'default',
    };
    if (!isToldAgain(report, found)) report.images.push({ found, written: image.value, builds: false });
  }
}

/** Texts that differ; one that is not known is left out where it is known in another run. */
function different(values: readonly TextValue[]): readonly TextValue[] {
  const byText = new Map(values.map((value) => [`${writtenOf(value.fragments)} ${placesOf(value)}`, value]));
  return [...byText.values()].slice(0, 256);
}

function placesOf({ fragments }: TextValue): string {
  return fragments
    .map((each) => (each.kind === 'hole' ? '' : `${each.place?.file}:${each.place?.span.start}`))
    .join();
}

type Found = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'>;

/** What stands behind the prefix of the dependency proxy is an image of Docker Hub, and the slash before it is the prefix's. */
function throughProxy(image: Found): Found {
  if (image.unresolved?.reason !== PROXY_REASON) return image;
  const value = image.value.replace(/^\//, '');
  return { ...image, value, unresolved: { code: 'not-visible', reason: PROXY_REASON } };
}

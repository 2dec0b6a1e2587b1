import type { SourceText, Span } from '../../text/index.ts';
import type { FoundImage } from '../image-use.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import { isKnown, type TextValue } from '../text-values.ts';
import { type GivenArgument, imagesGiven } from './given-arguments.ts';

/** A build argument, with each text that it can be. */
export interface BuildArgument {
  readonly name: string;
  readonly values: readonly TextValue[];
  /** Where its value is given. */
  readonly span: Span;
  readonly path: string;
}

/** A build of a Dockerfile that a file asks for, as it writes it. */
export interface GivenBuild {
  /** The folders from which the paths may be meant, the likeliest first. */
  readonly folders: readonly string[];
  /** The folder of the build; undefined for one that is not known. */
  readonly context: string | undefined;
  readonly dockerfile: string | undefined;
  /** The path of the Dockerfile is from the folder of the build, not from where the builder runs. */
  readonly inContext?: boolean;
  readonly args: readonly BuildArgument[];
  /** Names of other images or folders that the build is given: no `FROM` of one pulls anything. */
  readonly contexts?: ReadonlySet<string>;
}

/** More ways to give arguments than a matrix has cells. */
const MOST = 32;

/**
 * The images that the Dockerfile of a build makes of its arguments, each at the argument. What a Dockerfile makes of its own
 * defaults is told where it is read itself.
 */
export function imagesOfBuild(
  build: GivenBuild,
  file: string,
  context: ExtractContext,
): readonly FoundImage[] {
  const { args, contexts } = build;
  if (args.length === 0) return [];
  const dockerfile = dockerfileOf(build, context);
  if (dockerfile === undefined) return [];
  const count = Math.min(MOST, Math.max(...args.map(({ values }) => values.length)));
  const images = new Map<string, FoundImage>();
  for (let variant = 0; variant < count; variant++) {
    const given = args.flatMap((argument) => givenOf(argument, variant));
    for (const image of imagesGiven(dockerfile, given, file, context)) {
      if (contexts?.has(image.value) === true) continue;
      const key = `${image.span.start} ${image.value} ${image.answers?.span.start ?? ''}`;
      if (!images.has(key)) images.set(key, image);
    }
  }
  return [...images.values()];
}

function givenOf({ name, values, span, path }: BuildArgument, variant: number): readonly GivenArgument[] {
  const value = values[variant] ?? values.at(-1);
  return value === undefined || !isKnown(value) ? [] : [{ name, fragments: value.fragments, span, path }];
}

/** `docker build` takes the Dockerfile from where it runs; other builders, and some who call it, from the folder of the build. */
function dockerfileOf(
  { folders, context: folder, dockerfile, inContext = false }: GivenBuild,
  { fileAt }: ExtractContext,
): SourceText | undefined {
  if (fileAt === undefined || isRemote(folder)) return undefined;
  for (const start of folders) {
    const within = folder === undefined ? undefined : pathFrom(start, folder);
    const paths =
      dockerfile !== undefined
        ? [
            ...(inContext ? [] : [pathFrom(start, dockerfile)]),
            within === undefined ? undefined : pathFrom(within, dockerfile),
          ]
        : within === undefined
          ? []
          : ['Dockerfile', 'Containerfile'].map((name) => pathFrom(within, name));
    for (const path of paths) {
      const found = path === undefined || path === '' ? undefined : fileAt(path);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A repository or an archive that the builder fetches. */
function isRemote(folder: string | undefined): boolean {
  return folder !== undefined && (folder.includes('://') || /^[\w.-]+@/.test(folder) || folder === '-');
}

/** Where scripts of a file may run: beside it, or at the root of the tree. */
export function likelyFolders(file: string): readonly string[] {
  const own = folderOf(file);
  return own === '' ? [''] : [own, ''];
}

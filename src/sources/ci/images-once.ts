import type { YamlAlias, YamlValue } from '../../formats/yaml/index.ts';
import type { CommandImage } from '../commands/index.ts';

/** What is collected of one file: the images, and what its commands name. */
export interface Report {
  readonly images: CommandImage[];
  /** What has been said of the images that `reportOnce` was given. */
  readonly told: Set<string>;
}

/** A value of the file and the alias through which it is reached. */
export interface Written {
  readonly value: YamlValue;
  readonly via?: YamlAlias;
}

export function newReport(): Report {
  return { images: [], told: new Set() };
}

/** Adds an image unless it is told: several jobs, cells of a matrix, or conditions come to the same one at the same place. */
export function reportOnce({ images, told }: Report, image: CommandImage): void {
  const { found } = image;
  if (found !== undefined) {
    const { span, value, path, unresolved } = found;
    const key = JSON.stringify([span.start, value, path, unresolved?.reason]);
    if (told.has(key)) return;
    told.add(key);
  }
  images.push(image);
}

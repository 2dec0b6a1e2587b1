import { blocksOf } from '../evaluated/index.ts';
import { plainImage } from './plain-images.ts';
import type { Resource } from './resource.ts';

/** CodeBuild's own images, `aws/codebuild/standard:7.0`, come from no registry. */
export function isCodebuildImage(value: string): boolean {
  return value.startsWith('aws/codebuild/');
}

export function codebuildImages(resource: Resource): void {
  for (const block of blocksOf(resource)) {
    if (block.type !== 'environment') continue;
    const before = resource.found.length;
    plainImage(resource, block, 'image', `${resource.address}.environment`);
    if (isCodebuildImage(resource.found[before]?.value ?? '')) resource.found.splice(before);
  }
}

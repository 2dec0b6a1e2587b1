import type { HclExpression } from '../../formats/hcl/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Scoped } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';

/** One instance of a resource, and where its images go. */
export interface Resource extends Scoped {
  /** `resource.helm_release.web`, `data.docker_registry_image.web`, `module.web`: what paths begin with. */
  readonly address: string;
  readonly name: string;
  readonly source: SourceText;
  readonly found: FoundImage[];
  readonly problems: Problem[];
}

/** Adds an image of the resource: what its `count` says of it is said of all that is in it. */
export function addImage(
  { found, reach, when, type, name }: Resource,
  image: Omit<FoundImage, 'object' | 'reach' | 'when'>,
): void {
  found.push({
    ...image,
    object: { kind: type, name },
    reach,
    ...(when === undefined ? {} : { when }),
  });
}

/** What stands within an expression's quotes, else all of it. */
export function innerSpan({ kind, span, ...rest }: HclExpression): {
  readonly start: number;
  readonly end: number;
} {
  const quoted = kind === 'template' && 'form' in rest && rest.form === 'quoted';
  return quoted ? { start: span.start + 1, end: span.end - 1 } : span;
}

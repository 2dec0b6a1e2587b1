import type { SourceText } from '../../text/source-text.ts';
import { imagesOfBuild } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import { folderOf } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import { type Spot, spotAt, textAt } from '../spot.ts';
import { buildArgumentsAt } from '../spot-arguments.ts';

/** The images that the Dockerfile of a container makes of the arguments of its build, beside the action or where `source.path` says. */
export function buildImages(
  action: Spot,
  source: SourceText,
  context: ExtractContext,
): readonly FoundImage[] {
  const kind = textAt(action, 'kind')?.value;
  if (textAt(action, 'type')?.value !== 'container' || (kind !== 'Build' && kind !== 'Module')) return [];
  const spec = kind === 'Build' ? spotAt(action, 'spec') : action;
  const build = {
    folders: [folderOf(source.path)],
    context: textAt(spotAt(action, 'source'), 'path')?.value ?? '.',
    dockerfile: textAt(spec, 'dockerfile')?.value,
    inContext: true,
    args: buildArgumentsAt(spec, 'buildArgs', source),
  };
  return imagesOfBuild(build, source.path, context);
}

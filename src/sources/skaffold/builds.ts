import type { SourceText } from '../../text/source-text.ts';
import { imagesOfBuild, likelyFolders } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext } from '../source.ts';
import { type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import { buildArgumentsAt } from '../spot-arguments.ts';

/** The images that Dockerfiles make of the arguments of artifacts; the path of a Dockerfile is from the artifact's context. */
export function artifactBuilds(
  spot: Spot,
  source: SourceText,
  context: ExtractContext,
): readonly FoundImage[] {
  return spotsIn(spotAt(spot, 'build'), 'artifacts').flatMap((artifact) => {
    const folder = textAt(artifact, 'context')?.value ?? textAt(artifact, 'workspace')?.value ?? '.';
    const builders = ['docker', 'kaniko'].flatMap((key) => spotAt(artifact, key) ?? []);
    return builders.flatMap((builder) => {
      const build = {
        folders: likelyFolders(source.path),
        context: folder,
        dockerfile: textAt(builder, 'dockerfile')?.value,
        inContext: true,
        args: buildArgumentsAt(builder, 'buildArgs', source),
      };
      return imagesOfBuild(build, source.path, context);
    });
  });
}

import type { SourceText } from '../../text/source-text.ts';
import { commandFieldImages } from '../command-field.ts';
import { pulledImages } from '../commands/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Spot } from '../spot.ts';

/** The first runs on the machine of the user, the others in the container (containers.dev, `Lifecycle scripts`). */
const commands: readonly string[] = [
  'initializeCommand',
  'onCreateCommand',
  'updateContentCommand',
  'postCreateCommand',
  'postStartCommand',
  'postAttachCommand',
];

/** The images that the commands of a container's life name. */
export function lifecycleImages(text: SourceText, root: Spot): readonly FoundImage[] {
  return pulledImages(commands.flatMap((key) => commandFieldImages(text, root, key)));
}

import { fieldsOf } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { commandFieldImages } from '../command-field.ts';
import { pulledImages } from '../commands/index.ts';
import type { FoundImage } from '../image-use.ts';
import { type Spot, spotAt, spotsIn } from '../spot.ts';

/**
 * The images that hooks and builders of one's own name in their commands (skaffold.dev, `Lifecycle Hooks`, `Custom Build Script`).
 * What runs in a container of the application is not looked at.
 */
export function hookImages(text: SourceText, spot: Spot): readonly FoundImage[] {
  const artifacts = spotsIn(spotAt(spot, 'build'), 'artifacts');
  const deploy = spotAt(spot, 'deploy');
  const releases = spotsIn(spotAt(deploy, 'helm'), 'releases');
  const deployers = deploy === undefined ? [] : fieldsOf(deploy.map).map(({ key }) => spotAt(deploy, key));
  const hooks = [
    ...artifacts,
    ...artifacts.map((each) => spotAt(each, 'sync')),
    ...deployers,
    ...releases,
  ].flatMap((owner) => hooksOf(spotAt(owner, 'hooks')));
  const custom = artifacts.map((artifact) => spotAt(artifact, 'custom'));
  return pulledImages([
    ...hooks.flatMap((hook) => commandFieldImages(text, hook, 'command')),
    ...custom.flatMap((each) => commandFieldImages(text, each, 'buildCommand')),
  ]);
}

/** Of builds the commands stand in the list, elsewhere under `host`. */
function hooksOf(hooks: Spot | undefined): readonly Spot[] {
  return ['before', 'after'].flatMap((key) =>
    spotsIn(hooks, key).flatMap((hook) => [hook, ...[spotAt(hook, 'host') ?? []].flat()]),
  );
}

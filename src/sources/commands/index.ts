/**
 * The images in commands: what `docker run`, `kubectl set image`, `skopeo copy` and their like are told, in the scripts of
 * every format that has some.
 */
export { assignedImages } from './assigned-image.ts';
export type { CommandImage } from './command-image.ts';
export { isEngineName } from './program.ts';
export { commandImages, pulledImages } from './read-script.ts';
export type { Script } from './script.ts';

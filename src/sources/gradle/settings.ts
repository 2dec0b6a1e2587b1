import type { Purpose } from '../image-use.ts';

/** A setting of a plugin that names an image. */
export interface Setting {
  /** As the plugin names it: `jib.from.image`. */
  readonly path: string;
  readonly purpose: Purpose;
  /** A list of places of buildpacks, of which some are images. */
  readonly buildpacks?: true;
}

const settings: readonly Setting[] = [
  // com.google.cloud.tools.jib
  { path: 'jib.from.image', purpose: 'build' },
  { path: 'jib.to.image', purpose: 'push' },
  // org.springframework.boot
  { path: 'bootBuildImage.builder', purpose: 'build' },
  { path: 'bootBuildImage.runImage', purpose: 'build' },
  { path: 'bootBuildImage.imageName', purpose: 'push' },
  { path: 'bootBuildImage.buildpacks', purpose: 'pull', buildpacks: true },
  // com.bmuschko.docker-*
  { path: 'docker.javaApplication.baseImage', purpose: 'build' },
  { path: 'docker.springBootApplication.baseImage', purpose: 'build' },
  { path: 'Dockerfile.from', purpose: 'build' },
  { path: 'DockerPullImage.image', purpose: 'pull' },
  // io.micronaut.application
  { path: 'dockerfile.baseImage', purpose: 'build' },
  { path: 'dockerfileNative.baseImage', purpose: 'build' },
  { path: 'dockerfileNative.graalImage', purpose: 'build' },
];

/** The setting that the names of blocks and of a statement in them lead to. */
export function settingOf(path: string): Setting | undefined {
  return settings.find((setting) => path === setting.path || path.endsWith(`.${setting.path}`));
}

import { acrTasks } from './acr-tasks/index.ts';
import { ansible } from './ansible/index.ts';
import { arm } from './arm/index.ts';
import { azurePipelines } from './azure-pipelines/index.ts';
import { bazel } from './bazel/index.ts';
import { bicep } from './bicep/index.ts';
import { bitbucketPipelines } from './bitbucket-pipelines/index.ts';
import { buildkite } from './buildkite/index.ts';
import { buildpacks } from './buildpacks/index.ts';
import { butane } from './butane/index.ts';
import { circleci } from './circleci/index.ts';
import { cloudBuild, cloudBuildElsewhere } from './cloud-build/index.ts';
import { cloudInit, userData } from './cloud-init/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { clusterConfig } from './cluster-config/index.ts';
import { code } from './code/index.ts';
import { compose, composeElsewhere } from './compose/index.ts';
import { concourse } from './concourse/index.ts';
import { containerEngines } from './container-engines/index.ts';
import { devcontainer } from './devcontainer/index.ts';
import { dockerBake } from './docker-bake/index.ts';
import { dockerfile } from './dockerfile/index.ts';
import { dotnet } from './dotnet/index.ts';
import { drone } from './drone/index.ts';
import { earthfile } from './earthfile/index.ts';
import { fly } from './fly/index.ts';
import { garden } from './garden/index.ts';
import { githubActions } from './github-actions/index.ts';
import { gitlabCi } from './gitlab-ci/index.ts';
import { goreleaser } from './goreleaser/index.ts';
import { gradle } from './gradle/index.ts';
import { fleet, helm, helmfile, helmsman, valuesElsewhere } from './helm/index.ts';
import { imageList } from './image-list/index.ts';
import { jenkins } from './jenkins/index.ts';
import { just } from './just/index.ts';
import { ko } from './ko/index.ts';
import { argoOverrides } from './kubernetes/argo-overrides.ts';
import { kubernetes } from './kubernetes/index.ts';
import { kustomize, kustomizeFiles } from './kustomize/index.ts';
import { make } from './make/index.ts';
import { maven } from './maven/index.ts';
import { nomad } from './nomad/index.ts';
import { pulumi } from './pulumi/index.ts';
import { quadlet } from './quadlet/index.ts';
import { render } from './render/index.ts';
import { shell } from './shell/index.ts';
import { skaffold } from './skaffold/index.ts';
import type { Source } from './source.ts';
import { taskfile } from './taskfile/index.ts';
import { terraform } from './terraform/index.ts';
import { tilt } from './tilt/index.ts';
import { toolFiles, toolsElsewhere } from './tools/index.ts';
import { werf } from './werf/index.ts';
import { zarf } from './zarf/index.ts';

export { documents, mayBeDocument } from './documents/index.ts';
export { valuesFile } from './helm/index.ts';
export { dataFile, envSource, targetedPatch } from './kustomize/index.ts';

/**
 * The kinds of artefact that images are read from, in the order in which they are asked: the first that
 * claims a path and recognises the content reads the file. `kubernetes` claims every YAML and JSON file
 * and stands last. `documents` is none of them: it reads what nothing else has read when the walk is over.
 */
export const sources: readonly Source[] = [
  dockerfile,
  terraform,
  arm,
  bicep,
  cloudformation,
  pulumi,
  nomad,
  ansible,
  githubActions,
  gitlabCi,
  compose,
  devcontainer,
  quadlet,
  buildpacks,
  skaffold,
  earthfile,
  clusterConfig,
  dockerBake,
  garden,
  tilt,
  bazel,
  ko,
  goreleaser,
  render,
  fly,
  dotnet,
  maven,
  gradle,
  werf,
  kustomize,
  zarf,
  helm,
  helmfile,
  fleet,
  helmsman,
  azurePipelines,
  circleci,
  bitbucketPipelines,
  drone,
  cloudBuild,
  buildkite,
  jenkins,
  shell,
  make,
  just,
  taskfile,
  acrTasks,
  userData,
  toolFiles,
  code,
  valuesElsewhere,
  kustomizeFiles,
  composeElsewhere,
  cloudBuildElsewhere,
  concourse,
  cloudInit,
  butane,
  containerEngines,
  toolsElsewhere,
  argoOverrides,
  kubernetes,
];

/** What is read in a text that stands in no file, as it comes from `kubectl get -o json`, `helm template`, `docker compose config` or a list. */
export const textSources: readonly Source[] = [kubernetes, composeElsewhere, imageList];

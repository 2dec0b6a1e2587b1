import { ansible } from './ansible/index.ts';
import { arm } from './arm/index.ts';
import { bicep } from './bicep/index.ts';
import { cloudformation } from './cloudformation/index.ts';
import { dockerfile } from './dockerfile/index.ts';
import { fleet, helm, helmfile, valuesElsewhere } from './helm/index.ts';
import { imageList } from './image-list/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import { kustomize, kustomizeFiles } from './kustomize/index.ts';
import { nomad } from './nomad/index.ts';
import { pulumi } from './pulumi/index.ts';
import type { Source } from './source.ts';
import { terraform } from './terraform/index.ts';

export { valuesFile } from './helm/index.ts';
export { targetedPatch } from './kustomize/index.ts';

/**
 * The kinds of artefact that images are read from, in the order in which they are asked: the first that
 * claims a path and recognises the content reads the file. `kubernetes` claims every YAML and JSON file
 * and stands last.
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
  kustomize,
  helm,
  helmfile,
  fleet,
  valuesElsewhere,
  kustomizeFiles,
  kubernetes,
];

/** What is read in a text that stands in no file, as it comes from `kubectl get -o json`, `helm template` or a list. */
export const textSources: readonly Source[] = [kubernetes, imageList];

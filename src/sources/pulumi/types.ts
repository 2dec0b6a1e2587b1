import type { Purpose } from '../image-use.ts';

/** Where resources of a type name images: paths below `properties`. */
export interface PulumiShape {
  readonly types: RegExp;
  readonly images?: readonly string[];
  readonly purpose?: Purpose;
  /** Lists of containers, as JSON or as they are. */
  readonly containers?: string;
  /** It is an object of Kubernetes, or values of a Helm chart under `values`. */
  readonly reads?: 'object' | 'values';
}

/** By the documentation of the packages (https://www.pulumi.com/registry/), with or without the middle part of a type. */
const shapes: readonly PulumiShape[] = [
  { types: /^docker:(?:.*:)?RemoteImage$/, images: ['name'] },
  { types: /^docker:(?:.*:)?Container$/, images: ['image'] },
  { types: /^docker:(?:.*:)?Service$/, images: ['taskSpec.containerSpec.image'] },
  { types: /^docker:(?:.*:)?Image$/, images: ['imageName'], purpose: 'push' },
  { types: /^docker-build:(?:.*:)?Image$/, images: ['tags[]'], purpose: 'push' },
  { types: /^kubernetes:helm\.sh\/v\d:(?:Release|Chart)$/, reads: 'values' },
  { types: /^kubernetes:/, reads: 'object' },
  {
    types: /^azure-native:app.*:(?:ContainerApp|Job)$/,
    images: ['template.containers[].image', 'template.initContainers[].image'],
  },
  {
    types: /^azure-native:containerinstance.*:ContainerGroup$/,
    images: ['containers[].image', 'initContainers[].image'],
  },
  { types: /^aws:ecs(?:\/\w+)?:TaskDefinition$/, containers: 'containerDefinitions' },
  { types: /^awsx:ecs:(?:Fargate|EC2)Service$/, images: ['taskDefinitionArgs.container.image'] },
  { types: /^aws:lambda(?:\/\w+)?:Function$/, images: ['imageUri'] },
  {
    types: /^aws:apprunner(?:\/\w+)?:Service$/,
    images: ['sourceConfiguration.imageRepository.imageIdentifier'],
  },
  { types: /^gcp:cloudrun(?:\/\w+)?:Service$/, images: ['template.spec.containers[].image'] },
  {
    types: /^gcp:cloudrunv2(?:\/\w+)?:(?:Service|Job)$/,
    images: ['template.containers[].image', 'template.template.containers[].image'],
  },
];

export function shapeOf(type: string): PulumiShape | undefined {
  return shapes.find(({ types }) => types.test(type));
}

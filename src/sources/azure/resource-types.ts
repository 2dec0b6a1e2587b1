/** Where resources of a type name images: paths below the resource. */
export interface ResourceShape {
  readonly types: RegExp;
  readonly images?: readonly string[];
  /** Paths to `linuxFxVersion` and its kin, whose text says what kind of thing it names. */
  readonly fxVersions?: readonly string[];
  /** Paths to lists of settings, each with a `name` and a `value`. */
  readonly settings?: readonly string[];
  /** Paths to a `server` and a `containerImage` beside each other. */
  readonly split?: readonly string[];
  /** It is an object of Kubernetes. */
  readonly object?: true;
}

/** By the reference of Azure's resource types (https://learn.microsoft.com/azure/templates), with their names in small letters. */
const shapes: readonly ResourceShape[] = [
  {
    types: /^microsoft\.(?:app|web)\/(?:containerapps|jobs|containerapps\/revisions)$/,
    images: ['properties.template.containers[].image', 'properties.template.initContainers[].image'],
  },
  {
    types: /^microsoft\.app\/sessionpools$/,
    images: [
      'properties.customContainerTemplate.containers[].image',
      'properties.customContainerTemplate.initContainers[].image',
    ],
  },
  {
    types: /^microsoft\.containerinstance\/containergroup(?:s|profiles)$/,
    images: ['properties.containers[].properties.image', 'properties.initContainers[].properties.image'],
  },
  {
    types: /^microsoft\.web\/sites(?:\/slots)?$/,
    fxVersions: ['properties.siteConfig.linuxFxVersion', 'properties.siteConfig.windowsFxVersion'],
    settings: ['properties.siteConfig.appSettings[]'],
  },
  {
    types: /^microsoft\.web\/sites(?:\/slots)?\/config$/,
    fxVersions: ['properties.linuxFxVersion', 'properties.windowsFxVersion'],
    images: ['properties.DOCKER_CUSTOM_IMAGE_NAME'],
  },
  { types: /^microsoft\.web\/sites(?:\/slots)?\/sitecontainers$/, images: ['properties.image'] },
  {
    types: /^microsoft\.batch\/batchaccounts\/pools$/,
    images: [
      'properties.deploymentConfiguration.virtualMachineConfiguration.containerConfiguration.containerImageNames[]',
      'properties.startTask.containerSettings.imageName',
    ],
  },
  {
    types: /^microsoft\.machinelearningservices\/(?:workspaces|registries)\/environments\/versions$/,
    images: ['properties.image'],
  },
  {
    types: /^microsoft\.servicefabricmesh\/(?:applications|applications\/services)$/,
    images: ['properties.services[].properties.codePackages[].image', 'properties.codePackages[].image'],
  },
  {
    types: /^microsoft\.appplatform\/spring\/apps\/deployments$/,
    split: ['properties.source.customContainer'],
  },
  // Radius, and Bicep's extension for Kubernetes.
  {
    types: /^applications\.core\/containers$/,
    images: ['properties.container.image'],
  },
  { types: /^(?:core|apps|batch)\/\w+$/, object: true },
];

/** The shape of a resource's type, with or without a version: `Microsoft.App/jobs@2024-03-01`. */
export function shapeOf(type: string): ResourceShape | undefined {
  const [name = ''] = type.toLowerCase().split('@');
  return shapes.find(({ types }) => types.test(name));
}

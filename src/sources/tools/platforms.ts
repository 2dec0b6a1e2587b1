import { readServerless } from './serverless.ts';
import { builds, pulls, pushes, type Tool } from './tool.ts';

const environments = 'the environment is deployed';

/** Files of any name that their keys tell. */
export const anywhere: readonly Tool[] = [
  // docs.aws.amazon.com/AmazonECS, `task_definition_parameters`: what `aws ecs register-task-definition` takes.
  {
    files: /\.json$/,
    needs: ['containerDefinitions', 'taskDefinition'],
    fields: pulls('containerDefinitions[].image', 'taskDefinition.containerDefinitions[].image'),
  },
  // docs.prow.k8s.io, `jobs`: specs of pods without an object around them.
  {
    files: /\.ya?ml$/,
    needs: ['presubmits', 'postsubmits', 'periodics'],
    fields: pulls('**.spec.containers[].image', '**.spec.initContainers[].image'),
    named: ['**.spec.containers[].env[]'],
  },
];

/** Platforms that run what their files name. */
export const platforms: readonly Tool[] = [
  // aws.github.io/copilot-cli, `docs/manifest`
  {
    files: /(?:^|\/)copilot\/.+\/manifest\.ya?ml$/,
    needs: ['type'],
    fields: [
      ...pulls('image.location', 'sidecars.*.image', 'sidecars.*.image.location'),
      ...pulls(
        'environments.*.image.location',
        'environments.*.sidecars.*.image',
        'environments.*.sidecars.*.image.location',
      ).map((field) => ({ ...field, when: environments })),
    ],
  },
  // docs.aws.amazon.com/elasticbeanstalk, `single-container-docker-configuration`
  { files: /(?:^|\/)Dockerrun\.aws\.json$/, fields: pulls('Image.Name', 'containerDefinitions[].image') },
  // kamal-deploy.org, `docs/configuration`: the image is what is built.
  {
    files: /(?:^|\/)config\/deploy(?:\.[\w-]+)?\.ya?ml$/,
    needs: ['service', 'accessories'],
    fields: [...pushes('image'), ...pulls('accessories.*.image', 'traefik.image', 'proxy.image')],
  },
  // serverless.com, `framework/docs/providers/aws/guide/functions`: other images are built, or named by their keys.
  {
    files: /(?:^|\/)serverless(?:[.-][\w-]+)?\.(?:ya?ml|json)$/,
    needs: ['provider', 'functions', 'service'],
    fields: pulls('provider.ecr.images.*.uri'),
    read: readServerless,
  },
  // learn.microsoft.com/dotnet/aspire, `deployment/manifest-format`
  {
    files: /(?:^|\/)[^/]*aspire[^/]*\.json$|(?:^|\/)manifest\.json$/,
    needs: ['resources'],
    fields: pulls('resources.*.image'),
  },
  // developers.home-assistant.io, `add-ons/configuration`
  { files: /(?:^|\/)build\.(?:ya?ml|json)$/, needs: ['build_from'], fields: builds('build_from.*') },
  // www.commonwl.org, `v1.2/CommandLineTool`
  { files: /\.cwl$/, fields: pulls('**.dockerPull') },
];

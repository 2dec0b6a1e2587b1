import { blocksOf } from '../evaluated/index.ts';
import { appServiceImages, springCloudImages } from './app-service.ts';
import { codebuildImages } from './codebuild.ts';
import { containerJsonImages, manifestImages } from './embedded-images.ts';
import { helmReleaseImages } from './helm-release.ts';
import { listedImages, nestedImages, plainImage } from './plain-images.ts';
import type { Resource } from './resource.ts';

type Reader = (resource: Resource) => void;

const containers: ReadonlySet<string> = new Set(['container', 'init_container', 'ephemeral_container']);
const plural: ReadonlySet<string> = new Set(['containers']);

function nested(types: readonly string[], attribute = 'image'): Reader {
  const wanted = new Set(types);
  return (resource) => nestedImages(resource, wanted, attribute);
}

/** A list of images in blocks of a type. */
function listed(type: string, attribute: string): Reader {
  return (resource) => {
    for (const block of blocksOf(resource)) {
      if (block.type === type) listedImages(resource, block, attribute, `${resource.address}.${type}`);
    }
  };
}

/** An image that is built here is pushed, if anything: its name makes nobody pull. */
const dockerImage: Reader = (resource) => {
  const built = resource.body.blocks.some(({ type }) => type === 'build');
  plainImage(resource, resource, 'name', resource.address, built ? 'push' : 'pull');
};

/** Where each type of resource names images, by its provider's documentation (registry.terraform.io/providers). */
const readers: readonly (readonly [types: RegExp, read: Reader])[] = [
  [/^helm_release$/, helmReleaseImages],
  [/^docker_image$/, dockerImage],
  [/^docker_container$/, (resource) => plainImage(resource, resource, 'image', resource.address)],
  [/^docker_registry_image$/, (resource) => plainImage(resource, resource, 'name', resource.address, 'push')],
  [/^docker_service$/, nested(['container_spec'])],
  [/^docker_buildx_builder$/, nested(['docker_container', 'kubernetes'])],
  [/^kubernetes_manifest$/, (resource) => manifestImages(resource, 'manifest')],
  [/^kubectl_manifest$/, (resource) => manifestImages(resource, 'yaml_body')],
  [/^kubernetes_/, (resource) => nestedImages(resource, containers)],
  [/^azurerm_container_(?:app|group)/, (resource) => nestedImages(resource, containers)],
  [
    /^azurerm_(?:linux|windows)_(?:web|function)_app(?:_slot)?$|^azurerm_app_service(?:_slot)?$|^azurerm_function_app/,
    appServiceImages,
  ],
  [/^google_cloud_run_/, (resource) => nestedImages(resource, plural)],
  [/^google_workstations_workstation_config$/, nested(['container'])],
  [/^aws_ecs_task_definition$/, (resource) => containerJsonImages(resource, 'container_definitions')],
  [/^aws_ecs_express_gateway_service$/, nested(['primary_container'])],
  [/^aws_batch_job_definition$/, (resource) => containerJsonImages(resource, 'container_properties')],
  [/^aws_lambda_function$/, (resource) => plainImage(resource, resource, 'image_uri', resource.address)],
  [/^aws_apprunner_service$/, nested(['image_repository'], 'image_identifier')],
  [/^aws_codebuild_project$/, codebuildImages],
  [/^aws_lightsail_container_service_deployment_version$/, nested(['container'])],
  [/^aws_sagemaker_model$/, nested(['primary_container', 'container'])],
  [
    /^aws_sagemaker_image_version$/,
    (resource) => plainImage(resource, resource, 'base_image', resource.address),
  ],
  [/^azurerm_batch_pool$/, listed('container_configuration', 'container_image_names')],
  [/^azurerm_spring_cloud_container_deployment$/, springCloudImages],
  [/^google_cloudbuild_trigger$/, nested(['step'], 'name')],
];

export function readerOf(type: string): Reader | undefined {
  return readers.find(([types]) => types.test(type))?.[1];
}

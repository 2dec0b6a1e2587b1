import { pulls, pushes, type Tool } from './tool.ts';

/** CI systems whose files have images in few places. */
export const ciSystems: readonly Tool[] = [
  // cirrus-ci.org, `guide/linux`; instances of macOS are machines.
  {
    files: /(?:^|\/)\.cirrus\.ya?ml$/,
    fields: pulls(
      '**.container.image',
      '**.arm_container.image',
      '**.windows_container.image',
      '**.additional_containers[].image',
    ),
    scripts: ['**.*_script'],
  },
  // docs.semaphoreci.com, `reference/pipeline-yaml`
  {
    files: /(?:^|\/)\.semaphore\/[^/]+\.ya?ml$/,
    fields: pulls('**.agent.containers[].image'),
    scripts: ['**.commands'],
  },
  // docs.taskcluster.net, `reference/workers/docker-worker`
  { files: /(?:^|\/)\.taskcluster\.ya?ml$/, fields: pulls('**.payload.image') },
  // codefresh.io/docs, `pipelines/steps`
  {
    files: /(?:^|\/)(?:codefresh[^/]*|\.codefresh\/.+)\.ya?ml$/,
    fields: [
      ...pulls('**.steps.*.image', '**.composition.*.image', '**.composition.services.*.image'),
      ...pushes('**.steps.*.image_name'),
    ],
    scripts: ['**.commands'],
  },
  // docs.screwdriver.cd, `user-guide/configuration`
  {
    files: /(?:^|\/)screwdriver\.ya?ml$/,
    fields: pulls('jobs.*.image', 'shared.image'),
    scripts: ['jobs.*.steps[].*'],
  },
  // docs.travis-ci.com, `user/job-lifecycle`: jobs run on machines, and containers in their scripts.
  {
    files: /(?:^|\/)\.travis\.ya?ml$/,
    fields: [],
    scripts: [
      '**.before_install',
      '**.install',
      '**.before_script',
      '**.script',
      '**.after_success',
      '**.after_failure',
      '**.before_deploy',
      '**.after_deploy',
      '**.after_script',
    ],
  },
  // docs.bitrise.io, `bitrise-yml`
  {
    files: /(?:^|\/)bitrise\.ya?ml$/,
    fields: pulls('containers.*.image', 'services.*.image'),
    scripts: ['**.inputs[].content'],
  },
  // docs.aws.amazon.com/codebuild, `build-spec-ref`
  {
    files: /(?:^|\/)[^/]*buildspec[^/]*\.ya?ml$/,
    fields: [],
    scripts: ['phases.*.commands', 'phases.*.finally'],
  },
];

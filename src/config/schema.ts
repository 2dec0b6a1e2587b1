import { definitions } from './definitions.ts';
import type { Schema } from './schema-type.ts';

const properties: Readonly<Record<string, Schema>> = {
  $schema: {
    title: 'where this schema stands',
    type: 'string',
    description: 'For editors; not read otherwise.',
  },
  registry: {
    title: 'a login server such as team.azurecr.io, or a map with loginServer and name',
    description: 'The Azure Container Registry whose cache is used.',
    examples: ['team.azurecr.io'],
    anyOf: [
      { $ref: '#/$defs/loginServer' },
      {
        type: 'object',
        required: ['loginServer'],
        additionalProperties: false,
        properties: {
          loginServer: {
            $ref: '#/$defs/loginServer',
            description: 'Taken as given: with a domain name label it cannot be built from the name.',
          },
          name: { $ref: '#/$defs/resourceName', description: 'Resource name, for commands and templates.' },
        },
      },
    ],
  },
  rules: {
    title: 'a list of cache rules',
    description: 'Cache rules of the registry. They win over rules of the same name in rulesFile.',
    type: 'array',
    items: { $ref: '#/$defs/rule' },
  },
  rulesFile: { $ref: '#/$defs/paths', description: 'What `az acr cache list -o json` printed.' },
  credentialSets: {
    title: 'a list of credential sets',
    description:
      'Credential sets of the registry. They win over those of the same name in credentialSetsFile.',
    type: 'array',
    items: { $ref: '#/$defs/credentialSet' },
  },
  credentialSetsFile: {
    $ref: '#/$defs/paths',
    description: 'What `az acr credential-set list -o json` printed.',
  },
  upstreams: {
    title: 'a map from login servers of upstreams to how they are reached',
    description: 'For `serve` and `verify`: addresses, authorities, client certificates and credentials.',
    examples: [{ 'docker.io': { url: 'https://mirror.example', ca: 'certs/ca.pem' } }],
    type: 'object',
    propertyNames: { $ref: '#/$defs/loginServer' },
    additionalProperties: { $ref: '#/$defs/upstreamAccess' },
  },
  repositories: {
    title: 'a list of repositories',
    description: 'Repositories that exist in the registry: a new rule cannot be put over one.',
    type: 'array',
    items: { title: 'a repository', type: 'string', minLength: 1 },
  },
  repositoriesFile: { $ref: '#/$defs/paths', description: 'What `az acr repository list -o json` printed.' },
  own: {
    title: 'a list of registry hosts',
    description: 'Further registries that the team owns: images from there need no cache.',
    type: 'array',
    items: { $ref: '#/$defs/host' },
  },
  exempt: {
    title: 'a list of exemptions',
    description: 'Images that are not to go through the cache.',
    type: 'array',
    items: { $ref: '#/$defs/exemption' },
  },
  include: { $ref: '#/$defs/globs', description: 'Only files that match one of these are read.' },
  exclude: { $ref: '#/$defs/globs', description: 'Files that match one of these are not read.' },
  maxFileSize: {
    title: 'a size such as 10MB, or a number of bytes',
    description: 'Larger files are skipped, and reported as skipped. MB is 1000000 bytes, MiB 1048576.',
    type: ['string', 'integer'],
    pattern: '^[0-9]{1,12}(\\.[0-9]{1,6})? ?([kMG]i?B|KB|B)?$',
    minimum: 1,
    default: '10MB',
  },
  buildArgs: {
    title: 'a map of build arguments',
    description:
      'Values of Dockerfile build arguments (ARG) that have no default of their own, or another than the default.',
    type: 'object',
    propertyNames: {
      title: 'the name of a build argument',
      type: 'string',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    },
    additionalProperties: { title: 'a string, a number or a boolean', type: ['string', 'number', 'boolean'] },
  },
  variables: {
    title: 'a map of variables',
    description:
      'Values of variables that Compose files take from the environment. They are over those in files such as `.env`.',
    examples: [{ TAG: '1.4.2', REGISTRY: 'ghcr.io/shop' }],
    type: 'object',
    propertyNames: { title: 'the name of a variable', type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_]*$' },
    additionalProperties: { title: 'a string, a number or a boolean', type: ['string', 'number', 'boolean'] },
  },
  imageFields: {
    title: 'a list of fields that hold images',
    description: 'Fields of custom resources, and of any YAML or JSON, that hold images.',
    examples: [[{ kind: 'Pipeline', path: 'spec/stages[]/runner' }]],
    type: 'array',
    items: { $ref: '#/$defs/imageField' },
  },
  imageFlags: {
    title: 'a list of flags, variables or keys such as --worker-image',
    description: 'Flags in arguments, environment variables and keys whose values are images.',
    type: 'array',
    items: { title: 'a flag, a variable or a key', type: 'string', pattern: '^[^\\s=]+$' },
  },
  helm: {
    title: 'a map with charts, values, set, dependencies, kubeVersion and apiVersions',
    description: 'How the Helm charts are deployed.',
    type: 'object',
    additionalProperties: false,
    properties: {
      charts: {
        title: 'a list of deployments',
        description: 'Deployments of charts; a chart that is not listed is read with its own values.',
        examples: [[{ path: 'charts/app', values: ['deploy/values-prod.yaml'] }]],
        type: 'array',
        items: { $ref: '#/$defs/helmChart' },
      },
      values: { $ref: '#/$defs/paths', description: 'Values files of all charts, over those of each.' },
      set: { $ref: '#/$defs/helmSet', description: 'Values of all charts, as `helm --set` takes them.' },
      dependencies: {
        $ref: '#/$defs/paths',
        description:
          'Packed charts, charts, and folders of both, in which missing dependencies are looked for.',
      },
      kubeVersion: {
        title: 'a version such as 1.33.0',
        type: 'string',
        pattern: '^v?[0-9]+\\.[0-9]+[^\\s]*$',
        description: 'The version of Kubernetes that templates are told.',
      },
      apiVersions: {
        title: 'a list of API versions such as monitoring.coreos.com/v1',
        description: 'API versions that templates are told beside those of Kubernetes itself.',
        type: 'array',
        items: { title: 'an API version', type: 'string', minLength: 1 },
      },
    },
  },
  checks: {
    title: 'a map from checks to levels',
    description: 'Level of a check, by its id or its slug.',
    examples: [{ PT005: 'off', 'uncovered-image': 'warning' }],
    type: 'object',
    additionalProperties: { $ref: '#/$defs/level' },
  },
  failOn: {
    title: 'error, warning, info or never',
    description: 'The lowest severity that makes an audit fail.',
    enum: ['error', 'warning', 'info', 'never'],
    default: 'error',
  },
  plan: {
    title: 'a map with granularity, targets and keyVault',
    description: 'Wishes for the rules that `plan` proposes.',
    type: 'object',
    additionalProperties: false,
    properties: {
      granularity: {
        title: 'registry, namespace or repository, or a map from upstreams to these',
        description: 'How much of an upstream one rule opens.',
        anyOf: [
          { $ref: '#/$defs/granularity' },
          {
            type: 'object',
            propertyNames: { $ref: '#/$defs/upstream' },
            additionalProperties: { $ref: '#/$defs/granularity' },
          },
        ],
      },
      targets: {
        title: 'a map from upstreams to paths',
        description: 'First path of the targets for an upstream.',
        examples: [{ 'docker.io': 'docker-hub' }],
        type: 'object',
        propertyNames: { $ref: '#/$defs/upstream' },
        additionalProperties: {
          title: 'a path of lower-case letters, digits and separators, without /*',
          type: 'string',
          pattern: '^[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*$',
        },
      },
      keyVault: {
        title: 'the name or the URI of a Key Vault',
        description: 'Where the upstream credentials are kept.',
        type: 'string',
        pattern: '^([A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]|https://[^\\s]+)$',
      },
    },
  },
};

/** The schema of `pullthrough.yaml`, JSON Schema 2020-12. It is published with the package and drives the validation. */
const baseSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:pullthrough:schema:config',
  title: 'a map of settings',
  description: 'Configuration of pullthrough.',
  type: 'object',
  additionalProperties: false,
  properties,
  $defs: definitions,
};

/** What the configuration has to know of a check. */
export interface KnownCheck {
  readonly id: string;
  readonly slug: string;
  /** One sentence, for editors. */
  readonly summary?: string;
}

/** The schema with the checks that there are: editors complete their names, and any other name is an error. */
export function configSchemaFor(checks: readonly KnownCheck[]): Schema {
  const levels = checks.flatMap(({ id, slug, summary }) => {
    const level: Schema = {
      $ref: '#/$defs/level',
      ...(summary === undefined ? {} : { description: summary }),
    };
    return [
      [id, level],
      [slug, level],
    ];
  });
  const known: Schema = {
    ...properties.checks,
    additionalProperties: false,
    properties: Object.fromEntries(levels),
  };
  return { ...baseSchema, properties: { ...properties, checks: known } };
}

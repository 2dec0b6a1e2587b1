import type { Schema } from './schema-type.ts';

/** The nouns of the configuration: what single values look like. Patterns are linear for every engine: no repetition can match one text in two ways. */
export const definitions: Readonly<Record<string, Schema>> = {
  loginServer: {
    title: 'a login server such as team.azurecr.io',
    type: 'string',
    pattern:
      '^(localhost|[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9][A-Za-z0-9-]*)+|[A-Za-z0-9][A-Za-z0-9-]*(?=:))(:[0-9]{1,5})?$',
  },
  upstream: {
    title: 'the host of an upstream registry such as docker.io',
    type: 'string',
    pattern: '^[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9][A-Za-z0-9-]*)+(:[0-9]{1,5})?$',
  },
  host: {
    title: 'a registry host, or a host glob such as *.corp.example',
    type: 'string',
    pattern: '^[^\\s/@]+$',
  },
  resourceName: {
    title: 'a name of letters, digits and hyphens',
    type: 'string',
    pattern: '^[A-Za-z0-9-]+$',
  },
  sourceRepository: {
    title: 'a repository with its registry, such as docker.io/library/* (no tag, no https://)',
    type: 'string',
    pattern: '^[^\\s/:@]+(:[0-9]{1,5})?(/[^\\s/:@]+)+$',
  },
  targetRepository: {
    title: 'a path in the registry, such as docker-hub/library/* (no login server, no tag)',
    type: 'string',
    pattern: '^[^\\s/:@]+(/[^\\s/:@]+)*$',
  },
  secretId: { title: 'the URI of a Key Vault secret', type: 'string', pattern: '^https://[^\\s]+$' },
  path: { title: 'a path, relative to this file', type: 'string', minLength: 1 },
  paths: {
    title: 'a path or a list of paths, relative to this file',
    anyOf: [{ $ref: '#/$defs/path' }, { type: 'array', items: { $ref: '#/$defs/path' } }],
  },
  glob: {
    title: 'a glob relative to the root, without a leading ! or /',
    type: 'string',
    pattern: '^[^!/]',
    maxLength: 1000,
  },
  globs: { title: 'a list of globs', type: 'array', items: { $ref: '#/$defs/glob' } },
  date: { title: 'a date such as 2027-12-31', type: 'string', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' },
  level: { title: 'off, info, warning or error', enum: ['off', 'info', 'warning', 'error'] },
  granularity: { title: 'registry, namespace or repository', enum: ['registry', 'namespace', 'repository'] },
  rule: {
    title: 'a cache rule: a map with name, source and target',
    type: 'object',
    required: ['name', 'source', 'target'],
    additionalProperties: false,
    properties: {
      name: {
        $ref: '#/$defs/resourceName',
        description: 'Name of the rule in the registry: 5 to 50 characters.',
      },
      source: {
        $ref: '#/$defs/sourceRepository',
        description: 'What is cached: an upstream repository, or all below a path with a trailing /*.',
      },
      target: {
        $ref: '#/$defs/targetRepository',
        description: 'Where it is served in the registry; ends with /* exactly if the source does.',
      },
      credentialSet: {
        $ref: '#/$defs/resourceName',
        description: 'Name of the credential set to pull with.',
      },
    },
  },
  credentialSet: {
    title: 'a credential set: a map with name and loginServer',
    type: 'object',
    required: ['name', 'loginServer'],
    additionalProperties: false,
    properties: {
      name: { $ref: '#/$defs/resourceName', description: 'Name of the credential set in the registry.' },
      loginServer: { $ref: '#/$defs/upstream', description: 'The upstream that the credentials are for.' },
      usernameSecretId: {
        $ref: '#/$defs/secretId',
        description: 'Key Vault secret that holds the user name.',
      },
      passwordSecretId: {
        $ref: '#/$defs/secretId',
        description: 'Key Vault secret that holds the password.',
      },
    },
  },
  upstreamAccess: {
    title: 'a map with url, ca, clientCert, clientKey, insecure, authFile and realms',
    type: 'object',
    additionalProperties: false,
    properties: {
      url: {
        title: 'an https URL, or http on this machine',
        type: 'string',
        pattern: '^https?://[^\\s]+$',
        description:
          'Where the registry is reached in place of its own address. Credentials are those of this address.',
      },
      ca: {
        $ref: '#/$defs/paths',
        description: "PEM certificates of authorities that are trusted beside the system's.",
      },
      clientCert: {
        $ref: '#/$defs/path',
        description: 'PEM certificate chain that is shown to the registry; needs clientKey.',
      },
      clientKey: { $ref: '#/$defs/path', description: 'The PEM key of clientCert.' },
      insecure: {
        title: 'true or false',
        type: 'boolean',
        description: 'Accept any certificate of the registry.',
        default: false,
      },
      authFile: {
        $ref: '#/$defs/path',
        description:
          "Credentials in the form of docker's config.json or podman's auth.json, asked before those files themselves.",
      },
      realms: {
        title: 'a list of hosts',
        description: "Hosts that tokens may be asked of, beside those of the registry's own domain.",
        type: 'array',
        items: {
          title: 'a host such as auth.example.com, with a port where it is not 443',
          type: 'string',
          pattern: '^[^\\s/@]+$',
        },
      },
    },
  },
  helmSet: {
    title: 'a list of assignments such as image.tag=1.2',
    type: 'array',
    items: { title: 'an assignment such as image.tag=1.2', type: 'string', pattern: '^[^=]+=' },
  },
  helmChart: {
    title: 'a deployment of a chart: a map with path',
    type: 'object',
    required: ['path'],
    additionalProperties: false,
    properties: {
      path: {
        $ref: '#/$defs/path',
        description: 'Folder of the chart, a packed chart (.tgz), or a folder of packed charts.',
      },
      values: { $ref: '#/$defs/paths', description: 'Values files, as `helm --values` takes them.' },
      set: { $ref: '#/$defs/helmSet', description: 'Values, as `helm --set` takes them.' },
      setString: { $ref: '#/$defs/helmSet', description: 'Values, as `helm --set-string` takes them.' },
      release: { title: 'a name', type: 'string', minLength: 1, description: 'Name of the release.' },
      namespace: { title: 'a name', type: 'string', minLength: 1, description: 'Its namespace.' },
    },
  },
  exemption: {
    title: 'an exemption: a map with image and reason',
    type: 'object',
    required: ['image', 'reason'],
    additionalProperties: false,
    properties: {
      image: {
        title: 'a glob over images without tag, such as docker.io/library/busybox or ghcr.io/acme/**',
        type: 'string',
        pattern: '^[^\\s@!]+$',
      },
      reason: { title: 'a reason', type: 'string', minLength: 1, description: 'Shown in reports.' },
      expires: { $ref: '#/$defs/date', description: 'The last day on which the exemption holds.' },
    },
  },
  imageField: {
    title: 'a field: a map with path, and with kind, group, version or files',
    type: 'object',
    required: ['path'],
    additionalProperties: false,
    properties: {
      group: { title: 'an API group', type: 'string', description: 'Only in objects of this API group.' },
      version: {
        title: 'an API version',
        type: 'string',
        minLength: 1,
        description: 'Only of this version.',
      },
      kind: { title: 'a kind', type: 'string', minLength: 1, description: 'Only of this kind.' },
      files: { $ref: '#/$defs/glob', description: 'Only in files that match.' },
      path: {
        title: 'keys with slashes between them, such as spec/containers[]/image',
        type: 'string',
        pattern: '[^/*\\[\\]]',
        description:
          'From the root of the object, or of the document where no kind, group or version is given. Lists are gone through; `*` is any key or item, `\\/` a slash in a key.',
      },
      value: {
        title: 'a key',
        type: 'string',
        minLength: 1,
        description: 'Key of the reference in the map that the path leads to.',
      },
      registry: {
        title: 'a key',
        type: 'string',
        minLength: 1,
        description: 'Key beside the reference: its registry.',
      },
      tag: {
        title: 'a key',
        type: 'string',
        minLength: 1,
        description: 'Key beside the reference: its tag.',
      },
      digest: {
        title: 'a key',
        type: 'string',
        minLength: 1,
        description: 'Key beside the reference: its digest.',
      },
      prefix: {
        title: 'a text such as docker://',
        type: 'string',
        minLength: 1,
        description: 'Stands before the reference; what begins otherwise is no image.',
      },
      purpose: {
        title: 'pull, build, push, mention or none',
        enum: ['pull', 'build', 'push', 'mention', 'none'],
        default: 'pull',
        description: 'What becomes of the image; none: it is no image.',
      },
    },
  },
};

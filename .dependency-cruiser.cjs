/**
 * The import table of ARCHITECTURE.md, checked by a machine. `scripts/architecture.mjs` runs it and also
 * checks that the modules were seen at all.
 */
const layers = {
  image: [],
  text: [],
  regexp: [],
  formats: ['text'],
  krm: ['text', 'formats'],
  helm: ['text', 'formats', 'regexp'],
  cache: ['image'],
  kustomize: ['image', 'text', 'formats', 'regexp'],
  sources: ['image', 'text', 'formats', 'helm', 'kustomize'],
  audit: ['image', 'text', 'cache', 'sources'],
  rewrite: ['image', 'text', 'formats', 'regexp', 'cache', 'kustomize', 'sources'],
  pin: ['image', 'text', 'formats', 'cache', 'kustomize', 'sources', 'rewrite', 'registry', 'verify'],
  'helm-values': ['image', 'helm', 'sources', 'cache'],
  emit: ['image', 'cache'],
  report: ['image', 'text', 'cache', 'audit', 'sources', 'verify'],
  config: ['image', 'text', 'formats', 'cache', 'audit', 'sources'],
  host: ['text'],
  registry: ['image'],
  server: ['image', 'formats', 'cache', 'registry'],
  verify: ['image', 'registry'],
  azure: ['cache'],
  scan: [
    ...['image', 'text', 'formats', 'helm', 'helm-values', 'sources', 'kustomize', 'cache', 'audit', 'host'],
    'config',
  ],
};

const leaf = '^src/(append|result|map-limited)\\.ts$';

/** What several kinds share, or what stands within others. */
const rooms = [
  // Who has Helm install a chart stands in objects, in kustomizations and in files of its own.
  'releases',
  // The language of more than one build tool.
  'starlark',
  // Commands stand in every format with scripts.
  'commands',
  // What expressions are worth, and the images in that, in whichever language.
  'expressions',
  'evaluated',
  'groovy',
  'starlark',
  'azure',
  'ci',
  // Dockerfiles stand in others.
  'dockerfile',
];

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle means that two modules are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `${layer}-imports`,
      comment: `src/${layer} may import only itself, the leaves of src and: ${allowed.join(', ') || 'nothing of ours'}.`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: [leaf, ...[layer, ...allowed].map((name) => `^src/${name}/`)] },
    })),
    ...['sources', 'formats'].map((folder) => ({
      name: `${folder}-siblings`,
      comment: `The kinds in src/${folder} do not know each other.`,
      severity: 'error',
      from: { path: `^src/${folder}/([^/]+)/`, pathNot: '^src/sources/(kustomize|helm|jenkins|documents)/' },
      to: {
        path: `^src/${folder}/[^/]+/`,
        pathNot: [`^src/${folder}/$1/`, `^src/${folder}/(${rooms.join('|')})/index\\.ts$`],
      },
    })),
    {
      name: 'patches-are-pieces-of-objects',
      comment:
        'What a kustomize patch sets is read with what reads whole Kubernetes objects, and with nothing else of theirs.',
      severity: 'error',
      from: { path: '^src/sources/kustomize/' },
      to: {
        path: '^src/sources/[^/]+/',
        pathNot: [
          '^src/sources/kustomize/',
          '^src/sources/kubernetes/read-objects\\.ts$',
          '^src/sources/releases/index\\.ts$',
        ],
      },
    },
    {
      name: 'documents-are-texts-within-objects',
      comment: 'What no source knows is read as a text in a field of a Kubernetes object is.',
      severity: 'error',
      from: { path: '^src/sources/documents/' },
      to: {
        path: '^src/sources/[^/]+/',
        pathNot: ['^src/sources/documents/', '^src/sources/kubernetes/read-objects\\.ts$'],
      },
    },
    {
      name: 'pods-of-pipelines',
      comment: 'The YAML that a Jenkinsfile holds in strings is one of Kubernetes objects.',
      severity: 'error',
      from: { path: '^src/sources/jenkins/' },
      to: {
        path: '^src/sources/[^/]+/',
        pathNot: [
          '^src/sources/jenkins/',
          '^src/sources/kubernetes/read-objects\\.ts$',
          '^src/sources/(releases|commands|ci|groovy)/index\\.ts$',
        ],
      },
    },
    {
      name: 'charts-make-objects',
      comment:
        'What a chart renders is read as Kubernetes objects are; releases name charts and give them values.',
      severity: 'error',
      from: { path: '^src/sources/helm/' },
      to: { path: '^src/sources/[^/]+/', pathNot: '^src/sources/(helm|kubernetes|releases)/' },
    },
    ...['audit/checks', 'emit', 'report'].map((folder) => ({
      name: `${folder.replace('/', '-')}-siblings`,
      comment: `One file each in src/${folder}: what they share stands in src/${folder}/shared or the types.`,
      severity: 'error',
      from: { path: `^src/${folder}/([^/]+)\\.ts$`, pathNot: `^src/${folder}/(index|types)\\.ts$` },
      to: { path: `^src/${folder}/[^/]+\\.ts$`, pathNot: `^src/${folder}/(types)\\.ts$` },
    })),
    {
      name: 'pure-core',
      comment: 'Files, processes, network, clock and environment are touched only at the edge.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(host|cli|registry|server|azure)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'plugins-use-the-public-api',
      comment: 'Plugins are users of the library.',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^src/', pathNot: '^src/index\\.ts$' },
    },
    {
      name: 'product-knows-no-test',
      comment: 'Tests and benches depend on the product, never the other way round.',
      severity: 'error',
      from: { path: '^(src|plugins)/' },
      to: { path: '^(test|bench|fixtures)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};

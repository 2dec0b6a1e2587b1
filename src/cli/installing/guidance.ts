import type { Receiver } from './kustomization.ts';
import type { PluginPlace } from './places.ts';
import { functionAnnotation, starterName } from './starter.ts';

export interface Installed {
  readonly place: PluginPlace;
  /** Undefined where no kustomization is at hand. */
  readonly receiver: Receiver | undefined;
  /** How the receiver's directory is written in commands. */
  readonly directory: string;
}

/** What is left to do, and the commands that build with the plugin. */
export function guidance({ place, receiver, directory }: Installed): string {
  return [...(receiver === undefined ? noReceiver : toDo(place, receiver)), ...build(place, directory)]
    .map((line) => `${line}\n`)
    .join('');
}

const noReceiver: readonly string[] = [
  'No kustomization is here: name the directory of one (`pullthrough kustomize DIR --install-plugin`) to have an ImageCache written into it.',
  '',
];

function toDo({ form }: PluginPlace, { file, listed }: Receiver): readonly string[] {
  if (listed === undefined) return [`Add to ${file}:`, '', '  transformers:', `    - ${starterName}`, ''];
  if (form === 'function' && !listed.isFunction)
    return [
      `Add to the metadata of ${listed.name}:`,
      '',
      ...functionAnnotation.split('\n').map((line) => `  ${line}`),
      '',
    ];
  if (form === 'legacy' && listed.isFunction)
    return [
      `Take the annotation config.kubernetes.io/function out of ${listed.name}: with it kustomize runs what it names, and not this plugin.`,
      '',
    ];
  return [];
}

function build({ form, home }: PluginPlace, directory: string): readonly string[] {
  const at = quoted(directory);
  if (form === 'function')
    return [
      'Build with both flags. With the first alone kustomize leaves every image as it is, without a word:',
      '',
      `  kustomize build --enable-alpha-plugins --enable-exec ${at}`,
      '',
      'Argo CD: in the ConfigMap argocd-cm, and with Node.js in the image of the repo server',
      '',
      '  kustomize.buildOptions: --enable-alpha-plugins --enable-exec',
      '',
      'kubectl has no --enable-exec. For `kubectl kustomize`, install the plugin without a directory.',
    ];
  const environment = home === undefined ? '' : `KUSTOMIZE_PLUGIN_HOME=${quoted(home)} `;
  return [
    'Build with plugins enabled:',
    '',
    `  ${environment}kustomize build --enable-alpha-plugins ${at}`,
    `  ${environment}kubectl kustomize --enable-alpha-plugins ${at} | kubectl apply -f -`,
    '',
    'Argo CD: in the ConfigMap argocd-cm, and with Node.js and the plugin in the image of the repo server',
    '',
    '  kustomize.buildOptions: --enable-alpha-plugins',
  ];
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

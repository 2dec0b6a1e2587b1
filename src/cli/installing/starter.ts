import { functionProgram, type PluginPlace } from './places.ts';

export const starterName = 'image-cache.yaml';

/** The annotation that makes kustomize run a program as a function. */
export const functionAnnotation: string = `annotations:
  config.kubernetes.io/function: |
    exec:
      path: ./${functionProgram}`;

/** An ImageCache to begin with. `config`: the path of the configuration file, relative to the kustomization. */
export function starter(form: PluginPlace['form'], config: string): string {
  const annotations = form === 'function' ? `${indented(functionAnnotation)}\n` : '';
  return `# Sends the images of the build through the cache, by the rules of the configuration file.
apiVersion: pullthrough.dev/v1
kind: ImageCache
metadata:
  name: image-cache
${annotations}spec:
  config: ${JSON.stringify(config)}
`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

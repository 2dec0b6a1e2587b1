import { entryViolations } from './shared/entry-violations.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP =
  'Build with `kustomize build --enable-alpha-plugins --enable-exec`, in Argo CD by `kustomize.buildOptions`; kubectl has no --enable-exec, and Flux runs no plugins at all. `pullthrough kustomize --install-plugin` prints the commands for an ImageCache.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'not-enabled', HELP);
}

export const pluginNotEnabled: Check = {
  id: 'PT018',
  slug: 'plugin-not-enabled',
  title: 'Kustomize plugin that nothing enables',
  level: 'warning',
  about: 'images',
  why: 'Without its flags kustomize leaves a function out without a word, and images are pulled past the cache.',
  run,
  docs: {
    what: `Reports a \`transformers\`, \`validators\` or \`generators\` entry that has kustomize run a program (the annotation
\`config.kubernetes.io/function\` with \`exec\`), where no file of the repository has \`--enable-exec\`, and an ImageCache without that
annotation, where none has \`--enable-alpha-plugins\`. Every text counts in which a build command may stand: pipelines, Makefiles,
scripts, \`kustomize.buildOptions\` of Argo CD's ConfigMap; what is written for people (\`README.md\`) does not, nor do comments. Which
kustomization a command builds is not told, so that one command with the flag is enough for all of them.`,
    why: `With \`--enable-alpha-plugins\` alone, kustomize 4.5 to 5.8 and kubectl 1.36 skip functions that are programs: the build succeeds,
nothing is printed, and every image stays what it was. A program of the older form (an ImageCache without the annotation) stops the
build instead.`,
    example: {
      language: 'yaml',
      given: '`image-cache.yaml` has the annotation `config.kubernetes.io/function` with `exec`.',
      bad: `# .github/workflows/deploy.yaml
- run: kustomize build --enable-alpha-plugins overlays/production | kubectl apply -f -`,
      good: `# .github/workflows/deploy.yaml
- run: kustomize build --enable-alpha-plugins --enable-exec overlays/production | kubectl apply -f -`,
    },
    fix: `Add the flags to the command that builds. With \`kubectl kustomize\`, which has no \`--enable-exec\`, use the older form:
\`pullthrough kustomize --install-plugin\`. Where the build is elsewhere (another repository, a cluster), ignore the finding.`,
    references: [
      {
        title: 'kustomize: exec functions',
        url: 'https://kubectl.docs.kubernetes.io/guides/extending_kustomize/exec_krm_functions/',
      },
      {
        title: 'Argo CD: build options of kustomize',
        url: 'https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/',
      },
    ],
  },
};

import { append } from '../../append.ts';
import type { ShellWord } from '../../formats/shell/index.ts';
import { type Call, type Mentioned, type ReadCall, withoutScheme } from './call.ts';
import { cloudImages } from './cloud-tools.ts';
import { dockerImages } from './docker.ts';
import { kanikoImages } from './kaniko.ts';
import { clusterImages, helmImages, kubectlImages } from './kubernetes-tools.ts';
import { otherImages } from './other-images.ts';
import { registryToolImages } from './registry-tools.ts';

const tools: ReadonlyMap<string, ReadCall> = new Map<string, ReadCall>([
  ...['docker', 'podman', 'nerdctl', 'buildah', 'finch'].map((tool) => [tool, dockerImages] as const),
  ...['kubectl', 'oc'].map((tool) => [tool, kubectlImages] as const),
  ...['kind', 'k3d', 'minikube'].map((tool) => [tool, clusterImages] as const),
  ['helm', helmImages],
  ['executor', kanikoImages],
  ...[
    'skopeo',
    'crane',
    'regctl',
    'oras',
    'ctr',
    'crictl',
    'trivy',
    'cosign',
    'dive',
    'dockle',
    'grype',
    'syft',
  ].map((tool) => [tool, registryToolImages] as const),
  ...['snyk', 'singularity', 'apptainer'].map((tool) => [tool, registryToolImages] as const),
  ...['az', 'gcloud', 'fly', 'flyctl', 'pack'].map((tool) => [tool, cloudImages] as const),
]);

/** Programs that are told words and do not run them. */
const tellers: ReadonlySet<string> = new Set(
  `echo printf grep egrep sed awk which type command test [ [[ cat rm cp mv mkdir touch git cd ls chmod apt apt-get yum dnf
  apk brew pip npm choco winget systemctl service usermod groupadd snap curl wget tar jq yq export alias hash pgrep pkill
  killall dpkg rpm man make gmake go log info warn error fail die debug usage sort uniq head tail cut tr diff tee true false
  return exit shift source . read trap set unset local declare readonly typeset gh glab`.split(/\s+/),
);

/** How far a program stands behind what runs it: `sudo -E env A=b timeout 60 docker …`. */
const FARTHEST = 8;

/** What a word names as a program; undefined where nobody knows. */
export type NameProgram = (word: ShellWord) => string | undefined;

/** The images that a command names; `onCall` is told of each program in it that may build an image. */
export function mentionedImages(
  text: string,
  words: readonly ShellWord[],
  programOf: NameProgram,
  onCall?: (call: Call) => void,
): readonly Mentioned[] {
  const found: Mentioned[] = [];
  const limit = Math.min(words.length, FARTHEST);
  let known = false;
  for (let index = 0; index < limit; index++) {
    const word = words[index];
    const name = word === undefined ? undefined : programOf(word);
    if (name === undefined) continue;
    const tool = name.slice(name.lastIndexOf('/') + 1).replace(/\.exe$/, '');
    if (tellers.has(tool)) return found;
    const read = tools.get(tool);
    // Behind another program a path is one of its arguments: `ls /usr/bin/docker`.
    if (read !== undefined && (index === 0 || tool === name || name.startsWith('/'))) {
      const call = { text, tool, words: words.slice(index + 1) };
      append(found, read(call));
      onCall?.(call);
      known = true;
      if (found.length > 0) break;
    }
  }
  if (!known) return otherImages(text, words);
  return found.flatMap((mentioned) => {
    const { word } = withoutScheme(text, mentioned.word);
    return word === undefined ? [] : [{ ...mentioned, word }];
  });
}

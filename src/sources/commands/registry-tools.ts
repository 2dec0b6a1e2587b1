import { type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import type { Purpose } from '../image-use.ts';
import { type Call, type Mentioned, withoutScheme } from './call.ts';
import { optionValues, splitArguments } from './split-arguments.ts';

const flags: ReadonlySet<string> = new Set(
  `a all q quiet debug d tls-verify src-tls-verify dest-tls-verify insecure insecure-policy preserve-digests remove-signatures
  raw config no-tags v verbose h help keep-going scoped all-tags recursive r plain-http allow-nondistributable-artifacts
  full-ref omit-digest-tags local ignore-unfixed no-progress yes y list-all-pkgs skip-db-update skip-update light
  allow-insecure-registry offline insecure-ignore-tlog check-claims no-wait auto-refresh platform-auto
  unmanaged all-platforms hosts snapshotter-default fail-on-none exclude-base-image-vulns no-default-config force`.split(
    /\s+/,
  ),
);

/** What each command of a tool does with its arguments, one purpose for each; the last stands for all that follow. */
const purposes: ReadonlyMap<string, readonly (Purpose | undefined)[]> = new Map([
  ['skopeo copy', ['pull', 'push', undefined]],
  ['skopeo inspect', ['mention']],
  ['crane copy', ['pull', 'push', undefined]],
  ['crane cp', ['pull', 'push', undefined]],
  ['crane digest', ['mention']],
  ['crane manifest', ['mention']],
  ['crane config', ['mention']],
  ['crane validate', ['mention']],
  ['crane export', ['pull', undefined]],
  ['crane mutate', ['pull', undefined]],
  ['crane push', [undefined, 'push', undefined]],
  ['crane tag', ['mention', undefined]],
  ['regctl image copy', ['pull', 'push', undefined]],
  ['regctl image digest', ['mention']],
  ['regctl image inspect', ['mention']],
  ['oras pull', ['pull', undefined]],
  ['oras copy', ['pull', 'push', undefined]],
  ['oras cp', ['pull', 'push', undefined]],
  ['ctr images pull', ['pull', undefined]],
  ['ctr image pull', ['pull', undefined]],
  ['ctr i pull', ['pull', undefined]],
  ['ctr run', ['pull', undefined]],
  ['crictl pull', ['pull']],
  ['trivy image', ['pull', undefined]],
  ['trivy i', ['pull', undefined]],
  ['cosign verify', ['mention']],
  ['cosign sign', ['mention']],
  ['cosign verify-attestation', ['mention']],
  ['cosign copy', ['pull', 'push']],
  ['dive', ['pull', undefined]],
  ['dockle', ['pull', undefined]],
  ['grype', ['pull', undefined]],
  ['syft', ['pull', undefined]],
  ['syft scan', ['pull', undefined]],
  ['snyk container test', ['pull', undefined]],
  ['apptainer pull', ['pull', 'pull', undefined]],
  ['singularity pull', ['pull', 'pull', undefined]],
  ['singularity exec', ['pull', undefined]],
  ['apptainer exec', ['pull', undefined]],
]);

/** Tools whose arguments say where an image is by a scheme: without one it is a file. */
const schemed: ReadonlySet<string> = new Set(['skopeo', 'apptainer', 'singularity']);

/** Tools for which a bare word is as well a folder or a file. */
const scansFiles: ReadonlySet<string> = new Set(['grype', 'syft', 'dockle', 'dive']);

/** Tools that copy, look at and check images without running them. */
export function registryToolImages({ text, tool, words }: Call): readonly Mentioned[] {
  const args = splitArguments(text, words, { flags });
  const shapes = args.positionals.map((word) => shapeOf(text, word));
  if (tool === 'crane' && shapes[0] === 'pull') return cranePull(args.positionals, text);
  if (tool === 'crane' && shapes[0] === 'append')
    return [
      ...optionValues(args, 'b', 'base').map(
        (word): Mentioned => ({ word, purpose: 'pull', command: 'crane append' }),
      ),
      ...optionValues(args, 't', 'new_tag').map(
        (word): Mentioned => ({ word, purpose: 'push', command: 'crane append' }),
      ),
    ];
  for (const length of [2, 1, 0]) {
    const command = [tool, ...shapes.slice(0, length)].join(' ');
    const each = purposes.get(command);
    if (each === undefined) continue;
    return args.positionals.slice(length).flatMap((written, index) => {
      const purpose = index < each.length ? each[index] : each.at(-1);
      const { word, scheme } = withoutScheme(text, written);
      if (purpose === undefined || word === undefined) return [];
      if (schemed.has(tool) && !scheme) return [];
      if (scansFiles.has(tool) && !scheme && !/[:@]/.test(shapeOf(text, word))) return [];
      return [{ word, purpose, command }];
    });
  }
  return [];
}

/** The last argument is the file. */
function cranePull(positionals: readonly ShellWord[], text: string): readonly Mentioned[] {
  return positionals.slice(1, -1).map((word) => {
    const { word: named = word } = withoutScheme(text, word);
    return { word: named, purpose: 'pull', command: 'crane pull' };
  });
}

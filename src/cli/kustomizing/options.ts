import { type Command, Option } from 'commander';
import { collect } from '../collect.ts';
import type { RepositoryFlags } from '../flags.ts';
import type { EditModes } from '../rewriting/modes.ts';

export interface KustomizeFlags extends RepositoryFlags, EditModes {
  readonly undo?: boolean;
  /** `outermost`, `every`, or files and directories. */
  readonly root?: readonly string[];
  readonly spellings: 'auto' | 'each' | 'pattern';
  /** False for `--no-configurations`. */
  readonly configurations: boolean;
  /** Leave out images whose rule does not exist yet. */
  readonly existingRules?: boolean;
  /** Install the plugin instead; `true`: where kustomize looks for plugins. */
  readonly installPlugin?: string | true;
  /** Name every image that is not redirected. */
  readonly verbose?: boolean;
}

export function addKustomizeOptions(command: Command): Command {
  return command
    .option('--check', 'exit with 1 when a kustomization would change')
    .option('--diff', 'print what would change')
    .option('--write', 'write the images: entries into the kustomizations')
    .option('--undo', 'show what --write of this clone wrote, taken back; with --write, take it back')
    .option(
      '--root <which>',
      'kustomizations that get entries: outermost (default), every, or a file or directory; may be repeated',
      collect,
    )
    .addOption(
      new Option(
        '--spellings <how>',
        'of one image on Docker Hub: each its entry, one pattern for all, or a pattern from three on',
      )
        .choices(['auto', 'each', 'pattern'])
        .default('auto'),
    )
    .option('--no-configurations', 'write no file of further fields for kustomize to look into')
    .option('--existing-rules', 'leave out images whose cache rule does not exist yet')
    .option(
      '--install-plugin [dir]',
      'install the kustomize plugin instead: where kustomize looks for plugins, or beside the kustomization in dir',
    )
    .option('--verbose', 'name every image that is not redirected, not only how many');
}

import type { Command } from 'commander';
import type { RepositoryFlags } from '../flags.ts';
import type { EditModes } from './modes.ts';

export interface RewriteFlags extends RepositoryFlags, EditModes {
  readonly undo?: boolean;
  readonly unsafe?: boolean;
  /** Leave out images whose rule does not exist yet. */
  readonly existingRules?: boolean;
}

export function addRewriteOptions(command: Command): Command {
  return command
    .option('--check', 'exit with 1 when a reference would change, or should and cannot')
    .option('--diff', 'print what would change')
    .option('--write', 'write the references into the files')
    .option('--undo', 'lead references to the cache back to what they stand for')
    .option('--unsafe', 'change texts that something else than images reads, too')
    .option('--existing-rules', 'leave out images whose cache rule does not exist yet');
}

import { CommandError } from '../exit.ts';

/** What commands that edit files do with their edits; without any of these they print them. */
export interface EditModes {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly write?: boolean;
}

/** Ends a command that is asked to look only and to write. */
export function refuseCheckAndWrite({ check, write }: EditModes): void {
  if (check === true && write === true)
    throw new CommandError('--check only looks, and --write writes: choose one of them');
}

/** 0: clean; 1: findings, or with `--check` something would change; 2: usage, configuration or internal error. */
export type ExitCode = 0 | 1 | 2;

/** An error that ends the command with exit code 2: printed as it is, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

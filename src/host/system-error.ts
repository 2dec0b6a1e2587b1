import { getSystemErrorMap } from 'node:util';

/** The code of a failed system call (`ENOENT`); undefined for any other thrown value, which is a bug and not ours to hide. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const descriptions = new Map([...getSystemErrorMap().values()]);

/** What the operating system says, in one phrase: `permission denied (EACCES)`. */
export function describeSystemError(code: string): string {
  const description = descriptions.get(code);
  return description === undefined ? code : `${description} (${code})`;
}

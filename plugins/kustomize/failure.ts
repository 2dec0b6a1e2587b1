/** An error that ends the build: printed as it is, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What went wrong, in the words of the error. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { join } from 'node:path';

/** The bundle of `password-worker.ts`, which lies beside the server's own. */
export const passwordProgram: string = join(import.meta.dirname, 'password-worker.cjs');

import { spawn } from 'node:child_process';
import { err, ok, type Result } from '../../result.ts';
import { type Credentials, fromPair } from './types.ts';

export interface HelperOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

const defaultTimeoutMs = 30_000;
const maxOutputBytes = 256 * 1024;

/**
 * Asks `docker-credential-<name> get` for the credentials of a server, by docker's protocol: the server on standard input, JSON with
 * `Username` and `Secret` on standard output; where there are none, an exit code and a well-known sentence. The error is one sentence.
 */
export async function askHelper(
  name: string,
  server: string,
  options: HelperOptions,
): Promise<Result<Credentials | undefined, string>> {
  // The name comes from a file; it names a program on the path and nothing below another folder.
  if (!/^[\w][\w.-]*$/.test(name)) return err('its name is not that of a credential helper');
  const ran = await run(`docker-credential-${name}`, server, options);
  if (!ran.ok) return ran;
  const { output, exitCode } = ran.value;
  if (exitCode !== 0) {
    const said = output.trim();
    if (/credentials not found|no credentials (?:server URL|username)/i.test(said)) return ok(undefined);
    // What a helper prints beside its JSON may be anything, so only its exit code is repeated.
    return err(`it ended with exit code ${exitCode}`);
  }
  return readAnswer(output);
}

function readAnswer(output: string): Result<Credentials | undefined, string> {
  try {
    const answer: unknown = JSON.parse(output);
    if (typeof answer === 'object' && answer !== null && 'Username' in answer && 'Secret' in answer) {
      const { Username, Secret } = answer;
      if (typeof Username === 'string' && typeof Secret === 'string') return ok(fromPair(Username, Secret));
    }
  } catch {
    // Falls through: no JSON and the wrong JSON are one mistake.
  }
  return err('its answer has no Username and Secret');
}

interface Ran {
  readonly output: string;
  readonly exitCode: number | null;
}

function run(program: string, input: string, options: HelperOptions): Promise<Result<Ran, string>> {
  const { environment, timeoutMs = defaultTimeoutMs, signal } = options;
  return new Promise((resolve) => {
    const child = spawn(program, ['get'], {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Result<Ran, string>): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      child.kill('SIGKILL');
      child.stdout.destroy();
      resolve(result);
    };
    const abort = (): void => finish(err('it was cancelled'));
    const timer = setTimeout(() => finish(err(`it gave no answer within ${timeoutMs} ms`)), timeoutMs);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
    child.on('error', (error) => {
      const missing = 'code' in error && error.code === 'ENOENT';
      finish(err(missing ? 'there is no such program on the path' : 'it could not be started'));
    });
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxOutputBytes) finish(err('its answer is too long'));
      else chunks.push(chunk);
    });
    child.on('close', (exitCode) => finish(ok({ output: Buffer.concat(chunks).toString('utf8'), exitCode })));
    // A helper that ends without reading breaks the pipe; its exit code says why.
    child.stdin.on('error', () => {});
    child.stdin.end(`${input}\n`);
  });
}

import { spawn } from 'node:child_process';
import { expect } from 'vitest';

export interface ClientRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ClientPlace {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Nothing listens there: a client that wants to leave this machine gets no further. */
const nowhere = 'http://127.0.0.1:9';

/** The environment of a client: a home of its own, and no way to the internet, where many fall back to. */
export function clientEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_DATA_HOME: `${home}/.local/share`,
    HTTPS_PROXY: nowhere,
    NO_PROXY: '127.0.0.1,localhost',
  };
}

/** Runs a client to its end, while the servers of the test answer. */
export function runClient(program: string, args: readonly string[], place: ClientPlace): Promise<ClientRun> {
  const { cwd, env = {} } = place;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...clientEnvironment(cwd), ...env } });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
    child.stdin.end();
  });
}

/** Fails with what the client said when it did not succeed. */
export function expectDone({ code, stdout, stderr }: ClientRun): void {
  expect(code, stderr + stdout).toBe(0);
}

/** Runs a client that has to succeed, and gives what it printed. */
export async function clientOutput(
  program: string,
  args: readonly string[],
  place: ClientPlace,
): Promise<string> {
  const { code, stdout, stderr } = await runClient(program, args, place);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: exit code ${code}\n${stderr}${stdout}`);
  return stdout;
}

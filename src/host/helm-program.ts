import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../result.ts';
import { describeSystemError, systemErrorCode } from './system-error.ts';
import type { EnvironmentVariables } from './terminal.ts';

/** A Helm that is installed. */
export interface HelmProgram {
  /** As it says itself: `v4.2.3`. */
  readonly version: string;
  /** What `helm template` prints; the error is what it says on standard error, or why it could not be run. */
  readonly template: (request: HelmRequest) => Result<HelmOutput, string>;
}

export interface HelmRequest {
  /** A chart's folder, or a packed chart; absolute, as all paths. */
  readonly chart: string;
  /** Charts that the chart depends on and does not hold. Helm is then given a copy of it that does. */
  readonly additions: readonly ChartAddition[];
  readonly valuesFiles: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
}

export interface ChartAddition {
  /** A chart's folder, or a packed chart. */
  readonly from: string;
  /** The folder of the chart that depends on it, from that of the outermost chart on. */
  readonly below: string;
}

export interface HelmOutput {
  readonly stdout: string;
  /** Its warnings. */
  readonly stderr: string;
}

/** For one rendering. The slowest of 600 public charts takes 4 seconds. */
const mostMilliseconds = 60_000;
const mostBytes = 256 * 1024 * 1024;

/** Asks a program whether it is Helm. The error is a sentence for the user. */
export function helmProgram(
  program: string,
  environment: EnvironmentVariables,
  templateMilliseconds: number = mostMilliseconds,
): Result<HelmProgram, string> {
  const run = (args: readonly string[], folder: string, milliseconds: number): Result<HelmOutput, string> => {
    const { status, signal, stdout, stderr, error } = spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      env: ownEnvironment(environment, folder),
      killSignal: 'SIGKILL',
      maxBuffer: mostBytes,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: milliseconds,
    });
    if (status === 0) return ok({ stdout, stderr: stderr.trim() });
    const { code } = (error ?? {}) as NodeJS.ErrnoException;
    if (code === 'ETIMEDOUT') return err(`not done after ${milliseconds / 1000} seconds`);
    if (code === 'ENOBUFS') return err(`it prints more than ${mostBytes} bytes`);
    if (code !== undefined) return err(describeSystemError(code));
    return err(stderr.trim() || `it ended with ${signal ?? `exit code ${status}`} and said nothing`);
  };
  const asked = inFolder((folder) =>
    run(['version', '--template', '{{.Version}}'], folder, mostMilliseconds),
  );
  if (!asked.ok) return err(`${program} version: ${asked.error}`);
  const version = asked.value.stdout.trim();
  if (!/^v\d+\.\d+/.test(version))
    return err(`${program} is not Helm: it calls its version ${JSON.stringify(version)}`);
  return ok({
    version,
    template: (request) =>
      inFolder((folder) => {
        const chart = completedChart(request, folder);
        return chart.ok ? run(argumentsOf(request, chart.value), folder, templateMilliseconds) : chart;
      }),
  });
}

/** Nothing of the user's Helm takes part: no plugins, no repositories, no cluster, no settings. */
function ownEnvironment(
  environment: EnvironmentVariables,
  folder: string,
): Record<string, string | undefined> {
  const others = Object.entries(environment).filter(([name]) => !/^HELM_/i.test(name));
  return {
    ...Object.fromEntries(others),
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    KUBECONFIG: join(folder, 'kubeconfig'),
  };
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pullthrough-helm-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The chart to render: where it lacks something a copy of it, in the folder. */
function completedChart({ chart, additions }: HelmRequest, folder: string): Result<string, string> {
  if (additions.length === 0 || chart.endsWith('.tgz')) return ok(chart);
  const copy = join(folder, 'chart');
  const options = { recursive: true, dereference: true, filter: (path: string) => basename(path) !== '.git' };
  try {
    cpSync(chart, copy, options);
    for (const { from, below } of additions) {
      const charts = join(copy, below, 'charts');
      mkdirSync(charts, { recursive: true });
      cpSync(from, join(charts, basename(from)), options);
    }
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return err(`its dependencies cannot be put into a copy of it: ${describeSystemError(code)}`);
  }
  return ok(copy);
}

function argumentsOf(request: HelmRequest, chart: string): readonly string[] {
  const { valuesFiles, set, setString, release, namespace, kubeVersion, apiVersions } = request;
  return [
    'template',
    ...valuesFiles.flatMap((file) => ['--values', listed(file)]),
    ...set.flatMap((text) => ['--set', text]),
    ...setString.flatMap((text) => ['--set-string', text]),
    ...['--namespace', namespace, '--kube-version', kubeVersion],
    ...apiVersions.flatMap((version) => ['--api-versions', listed(version)]),
    ...['--', release, chart],
  ];
}

/** Helm reads some of its options as lines of CSV. */
function listed(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

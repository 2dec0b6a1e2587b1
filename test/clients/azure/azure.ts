import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished, type TestContext } from 'vitest';
import { type RunningCli, startPullthrough } from '../../support/cli.ts';
import { spawned } from '../../support/clients/spawned.ts';
import { az, need, type Run, run } from '../programs.ts';

export interface AzureShell {
  /** The data plane over http: `http://127.0.0.1:40000`. */
  readonly url: string;
  /** The data plane over https, and the control plane. */
  readonly azureUrl: string;
  readonly store: string;
  readonly output: RunningCli['output'];
  /** Runs az, logged in to the local registry; the arguments are words with spaces between. */
  az(words: string): Promise<Run>;
  /** Runs az, which has to succeed, and gives the JSON that it prints. */
  json(words: string): Promise<unknown>;
  /** Runs a bash script with az on its PATH. */
  bash(script: string, cwd: string, variables?: Readonly<Record<string, string>>): Promise<Run>;
  stop(): Promise<void>;
}

export interface AzureOptions {
  readonly cwd: string;
  readonly store?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export function temporary(): string {
  const path = mkdtempSync(join(tmpdir(), 'pullthrough-az-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** `serve --azure`, and az sent there by the lines that it prints, evaluated as they are. */
export async function startAzure(context: TestContext, options: AzureOptions): Promise<AzureShell> {
  const program = need(az, context);
  const bash = need(bashProgram, context);
  const store = options.store ?? temporary();
  const listen = ['--listen', '127.0.0.1:0', '--azure', '127.0.0.1:0', '--store', store];
  const cli = startPullthrough(['serve', ...listen, ...(options.args ?? [])], options.cwd, {
    ...options.env,
  });
  const stop = async (): Promise<void> => {
    cli.child.kill('SIGTERM');
    await cli.ended;
  };
  onTestFinished(stop);
  while (!cli.output.stdout.includes('# then: ')) {
    if (cli.child.exitCode !== null)
      throw new Error(`ended with ${cli.child.exitCode}: ${cli.output.stderr}`);
    await delay(20);
  }
  const [first = '', ...lines] = cli.output.stdout.split('\n');
  const home = temporary();
  const path = `${dirname(program)}${delimiter}${process.env.PATH ?? ''}`;
  // Nobody listens there: what goes to the local registry must not go through the proxy of a company.
  const env: Record<string, string> = {
    HOME: home,
    TMPDIR: home,
    PATH: path,
    HTTPS_PROXY: 'http://127.0.0.1:9',
  };
  const shown = exported.map((name) => `printf '%s=%s\\n' ${name} "$${name}"`);
  const script = ['set -eu', ...lines, ...shown].join('\n');
  const { code, stdout, stderr } = await spawned(bash, ['-c', script], options.cwd, env);
  if (code !== 0) throw new Error(`the printed lines failed: ${stderr}${stdout}`);
  for (const line of stdout.trimEnd().split('\n').slice(-shown.length)) {
    const equals = line.indexOf('=');
    env[line.slice(0, equals)] = line.slice(equals + 1);
  }
  const shell: AzureShell = {
    url: first.replace('listening on ', ''),
    azureUrl: /--endpoint-resource-manager (\S+)/.exec(cli.output.stdout)?.[1] ?? '',
    store,
    output: cli.output,
    az: (words) => spawned(program, words.split(' '), options.cwd, env),
    json: async (words) => {
      const ran = await shell.az(`${words} --output json`);
      if (ran.code !== 0) throw new Error(`az ${words}: ${ran.stderr}`);
      return ran.stdout.trim() === '' ? undefined : JSON.parse(ran.stdout);
    },
    bash: (path, cwd, variables = {}) => spawned(bash, [path], cwd, { ...env, ...variables }),
    stop,
  };
  return shell;
}

/** What the printed lines set. */
const exported = [
  'AZURE_CONFIG_DIR',
  'AZURE_CORE_COLLECT_TELEMETRY',
  'REQUESTS_CA_BUNDLE',
  'NO_PROXY',
  'no_proxy',
];

const bashProgram = {
  name: 'bash',
  path: run('sh', ['-c', 'command -v bash'], '.').code === 0 ? 'bash' : undefined,
  bring: 'install it from the packages of your system',
};

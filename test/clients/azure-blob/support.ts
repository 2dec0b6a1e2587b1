import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, onTestFinished, type SuiteAPI } from 'vitest';
import { type RunningCli, repository, startPullthrough } from '../../support/cli.ts';
import { type FakeUpstream, type Repository, startFakeUpstream } from '../../support/server/fake-upstream.ts';
import { azurite as program } from '../programs.ts';

export interface Azurite {
  readonly url: string;
  readonly account: string;
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Left out where the emulator could not be brought; that is an error where CI is set. */
export const describeAzurite: ReturnType<SuiteAPI['skipIf']> = describe.skipIf(
  program.path === undefined && !process.env.CI,
);

const account = 'teamcache';

export interface AzuritePlace {
  /** Of the account. */
  readonly key: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** What is kept is in memory where none is given. */
  readonly folder?: string;
}

/** The emulator with an account of the test's own. */
export async function startAzurite({ key, port, folder }: AzuritePlace = newPlace()): Promise<Azurite> {
  const kept = folder === undefined ? ['--inMemoryPersistence'] : ['--location', folder];
  const args = ['--blobPort', String(port), ...kept, '--disableTelemetry', '--silent'];
  // The SDK speaks a newer version of the protocol than this emulator knows of.
  const child = spawn(process.execPath, [program.path ?? '', ...args, '--skipApiVersionCheck'], {
    cwd: tmpdir(),
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      // Not at once: what it keeps in a folder is written when it ends.
      child.kill('SIGTERM');
    });
  const origin = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const found = /successfully listens on (http:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`azurite ended with ${code}: ${said}`)));
  });
  const url = `${origin}/${account}`;
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${url};`;
  return { url, account, connectionString, stop };
}

export function newPlace(): AzuritePlace {
  return { key: randomBytes(64).toString('base64'), port: 0 };
}

export interface SharedAzurite {
  /** Of the emulator that the tests of a file share. */
  readonly current: () => Azurite;
  /** A container of its own, which does not exist yet. */
  container(): ContainerClient;
}

export function sharedAzurite(): SharedAzurite {
  let azurite: Azurite | undefined;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite?.stop());
  const current = (): Azurite => {
    if (azurite === undefined) throw new Error('azurite is not running');
    return azurite;
  };
  return { current, container: () => containerOf(current()) };
}

export function containerOf({ connectionString }: Azurite): ContainerClient {
  const name = `c${randomBytes(8).toString('hex')}`;
  return BlobServiceClient.fromConnectionString(connectionString).getContainerClient(name);
}

export interface Instance extends RunningCli {
  readonly url: string;
  /** The value of a counter over all its labels. */
  counter(name: string): Promise<number>;
}

const configuration = `registry: team.azurecr.io
rules:
  - name: docker-hub
    source: docker.io/*
    target: hub/*
`;

/** `pullthrough serve`, the program itself, with its store in a container. */
export async function serveFrom(
  store: string,
  { connectionString }: Pick<Azurite, 'connectionString'>,
  upstream: FakeUpstream,
  args: readonly string[] = [],
): Promise<Instance> {
  const cwd = repository({ 'pullthrough.yaml': configuration });
  const running = startPullthrough(
    [
      'serve',
      '--listen',
      '127.0.0.1:0',
      '--store',
      store,
      '--upstream',
      `docker.io=${upstream.url}`,
      ...args,
    ],
    cwd,
    { AZURE_STORAGE_CONNECTION_STRING: connectionString },
  );
  onTestFinished(() => void running.child.kill('SIGKILL'));
  while (!running.output.stdout.includes('\n')) {
    if (running.child.exitCode !== null) throw new Error(running.output.stderr);
    await delay(10);
  }
  const url = /^listening on (\S+)\n$/.exec(running.output.stdout)?.[1] ?? '';
  return {
    ...running,
    url,
    counter: async (name) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      const values = text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (\\d+)$`, 'gm'));
      return [...values].reduce((sum, [, value]) => sum + Number(value), 0);
    },
  };
}

export async function startUpstream(repositories: Record<string, Repository>): Promise<FakeUpstream> {
  const upstream = await startFakeUpstream(repositories);
  onTestFinished(() => upstream.kill());
  return upstream;
}

export function kill({ child }: Instance): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

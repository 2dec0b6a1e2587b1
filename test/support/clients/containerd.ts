import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ended } from './background.ts';
import { nativeArchitecture } from './bundle.ts';
import { clientEnvironment } from './run-client.ts';

export interface Containerd {
  readonly socket: string;
  stop(): Promise<void>;
}

/** Where containerd keeps content by its digest. */
export function containerdBlob(folder: string, digest: string): string {
  return join(folder, 'root/io.containerd.content.v1.content/blobs', digest.replace(':', '/'));
}

/** containerd with all that it keeps in the folder, without what belongs to Kubernetes. */
export async function startContainerd(program: string, folder: string): Promise<Containerd> {
  const socket = join(folder, 'containerd.sock');
  mkdirSync(join(folder, 'opt'), { recursive: true });
  writeFileSync(
    join(folder, 'config.toml'),
    `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt", "io.containerd.internal.v1.restart"]
[grpc]
address = "${socket}"
[ttrpc]
address = "${socket}.ttrpc"
# containerd 2 alone reads the rest.
[plugins."io.containerd.transfer.v1.local"]
max_concurrent_downloads = 4
concurrent_layer_fetch_buffer = 1048576
[[plugins."io.containerd.transfer.v1.local".unpack_config]]
platform = "linux/${nativeArchitecture}"
snapshotter = "native"
differ = "walking"
`,
  );
  const child = spawn(program, ['--config', join(folder, 'config.toml'), '--log-level', 'error'], {
    cwd: folder,
    env: clientEnvironment(folder),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.on('error', (error) => {
    errors += error.message;
  });
  while (!existsSync(`${socket}.ttrpc`)) {
    if (child.exitCode !== null || child.pid === undefined) throw new Error(`containerd ended: ${errors}`);
    await delay(20);
  }
  return {
    socket,
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

// How the real programs of the client tests are brought: run, made once, and kept in .cache/clients.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const cache = resolve('.cache/clients');

export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (result.error !== undefined) throw new Error(`${command} is missing: ${result.error.message}`);
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed:\n${result.stderr}${result.stdout}`);
  return result.stdout;
}

/** Makes something in a folder beside its place and moves it there whole, so that an interrupted run leaves no half of it. */
export function once(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const work = join(cache, `${name}.${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    make(work);
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** A program out of a Go module. */
export function fromGoModule(program, path, version) {
  const folder = once(`${program}-${version}`, (work) =>
    run('go', ['install', `${path}@${version}`], { env: { ...process.env, GOBIN: work } }),
  );
  return join(folder, program);
}

/** A program out of a Debian package, which is installed where it is missing and we may. */
export function fromDebian(program, packageName = program) {
  const present = onPath(program);
  if (present !== undefined) return present;
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined)
    throw new Error(`${program} is missing: install the Debian package ${packageName}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '--yes', '--no-install-recommends', packageName];
  try {
    run('apt-get', install, { env });
  } catch {
    // The lists of packages may be missing, or old.
    run('apt-get', ['update'], { env });
    run('apt-get', install, { env });
  }
  const installed = onPath(program);
  if (installed === undefined) throw new Error(`the Debian package ${packageName} brought no ${program}`);
  return installed;
}

/** A Python program out of a package, in a virtual environment; that cannot be moved, so it is made in its place, and marked when done. */
export function fromPython(program, packageName, version) {
  const folder = join(cache, `${packageName}-${version}`);
  const path = join(folder, 'bin', program);
  if (existsSync(path)) return path;
  rmSync(folder, { recursive: true, force: true });
  run('python3', ['-m', 'venv', folder]);
  const pip = ['install', '--quiet', '--disable-pip-version-check', `${packageName}==${version}`];
  run(join(folder, 'bin/pip'), pip);
  return path;
}

function onPath(program) {
  // Debian keeps daemons out of the way of those who are not root.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
